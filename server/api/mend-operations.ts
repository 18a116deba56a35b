interface Media {
  readonly schema?: { readonly type?: string; readonly required?: readonly string[] }
}

interface Operation {
  readonly requestBody?: { required?: boolean; content?: Readonly<Record<string, Media>> }
  readonly responses?: Readonly<Record<string, { content?: Readonly<Record<string, Media>> }>>
}

/**
 * What the generator of the OpenAPI document cannot know: a JSON body of which nothing is required may be
 * left out, and a text is sent as such. A generated client would insist on the one and fail to parse the
 * other.
 */
export function mendOperations({ paths = {} }: { readonly paths?: object }): void {
  const operations = Object.values(paths).flatMap((path: Readonly<Record<string, Operation>>) =>
    Object.values(path),
  )
  for (const { requestBody, responses } of operations) {
    if (requestBody && needsNothing(requestBody.content)) requestBody.required = false
    const answer = responses?.['200']
    const text = answer?.content?.['application/json']
    if (answer && text?.schema?.type === 'string') answer.content = { 'text/plain': text }
  }
}

function needsNothing(content: Readonly<Record<string, Media>> = {}): boolean {
  const json = content['application/json']?.schema
  return json?.type === 'object' && (json.required ?? []).length === 0
}
