// The ceiling: smtp-server itself, without its 100 ms pause, with hooks that answer at once, no logger,
// no TLS, and every message thrown away. Plain JavaScript, so that Node runs it as it is.
import process from 'node:process'
import { SMTPServer } from 'smtp-server'
import { SMTPConnection } from 'smtp-server/lib/smtp-connection'

class BareConnection extends SMTPConnection {
  init() {
    this._setListeners(() => this.connectionReady())
  }
}

class BareServer extends SMTPServer {
  connect(socket, options) {
    const connection = new BareConnection(this, socket, options)
    this.connections.add(connection)
    connection.on('error', () => undefined)
    connection.init()
  }
}

const atOnce = (...args) => args.at(-1)()

const server = new BareServer({
  logger: false,
  disableReverseLookup: true,
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onConnect: atOnce,
  onMailFrom: atOnce,
  onRcptTo: atOnce,
  onData(stream, _session, done) {
    stream.on('end', done)
    stream.resume()
  },
})
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ port: server.server.address().port })}\n`)
})
