import { pipeline, Readable } from 'node:stream'
import { promisify } from 'node:util'
import { brotliCompress, constants, createBrotliCompress, createGzip, gzip } from 'node:zlib'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { limits } from '../../core/limits.ts'
import type { Encoding } from './choose-encoding.ts'
import { chooseEncoding } from './choose-encoding.ts'
import { staysHere } from './stays-here.ts'

/** What is text, by its media type; images, archives and the like are compressed already. */
const COMPRESSIBLE =
  /^(?:text\/|message\/rfc822|image\/svg\+xml|application\/(?:json|javascript|xml|x-pem-file|[\w.-]+\+(?:json|xml)))/i

/** Where more effort would cost more time than its bytes take over a local network. */
const GZIP = { level: 3 }
const BROTLI = {
  params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_LGWIN]: 18 },
}

/** Compresses answers for clients that take it, off the event loop. The bytes behind it stay the same. */
export function compressAnswers(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (!COMPRESSIBLE.test(String(reply.getHeader('content-type') ?? ''))) return payload
    addVary(reply)
    if (staysHere(request)) return payload
    if (reply.statusCode === 206 || sizeOf(payload, reply) < limits.compressBytesMin) return payload
    const encoding = chooseEncoding(request.headers['accept-encoding'])
    if (!encoding) return payload
    if (payload instanceof Readable) {
      // Of these the compressed length is not known, and no range can be asked for.
      reply.removeHeader('content-length').removeHeader('accept-ranges')
      void reply.header('content-encoding', encoding)
      // The stream of a HEAD has no bytes, and nothing is to be made of them.
      return request.method === 'HEAD' ? payload : compressedStream(payload, encoding)
    }
    const packed = await compressed(payload as string | Buffer, encoding)
    void reply.header('content-encoding', encoding)
    return packed
  })
}

function sizeOf(payload: unknown, reply: FastifyReply): number {
  if (typeof payload === 'string' || payload instanceof Buffer) return Buffer.byteLength(payload)
  return payload instanceof Readable ? Number(reply.getHeader('content-length') ?? Infinity) : 0
}

function compressed(payload: string | Buffer, encoding: Encoding): Promise<Buffer> {
  return encoding === 'br'
    ? promisify(brotliCompress)(payload, BROTLI)
    : promisify(gzip)(payload, GZIP)
}

function compressedStream(payload: Readable, encoding: Encoding): Readable {
  const packer = encoding === 'br' ? createBrotliCompress(BROTLI) : createGzip(GZIP)
  // A failure on either side ends the other, and is told by what the answer reads from.
  return pipeline(payload, packer, () => undefined)
}

/** A cache must not give what was packed for one client to another. */
function addVary(reply: FastifyReply): void {
  const given = reply.getHeader('vary')
  void reply.header(
    'vary',
    given === undefined ? 'Accept-Encoding' : `${String(given)}, Accept-Encoding`,
  )
}
