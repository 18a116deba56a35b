import type { FastifyPluginCallback } from 'fastify'
import type { DescribedRoutes } from './describe-routes.ts'
import { describeRoutes } from './describe-routes.ts'

/** Serves the OpenAPI document, also under the name that Mailpit gives it. */
export const openApiRoutes: FastifyPluginCallback<DescribedRoutes> = (app, described, done) => {
  let document: Promise<object> | undefined
  for (const url of ['/openapi.json', '/swagger.json']) {
    app.get(url, () => {
      document ??= describeRoutes(described)
      return document
    })
  }
  done()
}
