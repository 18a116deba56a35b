import type { Client } from '../../../client/http.ts'
import { sentenceOf } from '../api/problems.ts'

/** What an app has to do besides to send. */
export interface AppNeeds {
  readonly login: 'any' | 'required'
  readonly tls: 'none' | 'starttls' | 'implicit'
}

/** Where an app is to send its mail. Until the server has said so, where it usually is. */
export class AppAddress {
  #host = $state(window.location.hostname)
  #port = $state(1025)
  /** Nothing is claimed before the server has said it. */
  #needs = $state.raw<AppNeeds>()
  readonly #client: Pick<Client, 'info'>
  readonly #say: (sentence: string) => void

  constructor(client: Pick<Client, 'info'>, say: (sentence: string) => void) {
    this.#client = client
    this.#say = say
  }

  get host(): string {
    return this.#host
  }

  get port(): number {
    return this.#port
  }

  get needs(): AppNeeds | undefined {
    return this.#needs
  }

  async read(): Promise<void> {
    try {
      const { SMTP, SMTPAuth } = await this.#client.info()
      // Port 0 is a socket of Unix: no app here is pointed at it.
      const ports = SMTP.filter(({ Port }) => Port > 0)
      const plain = ports.find(({ TLS, LMTP }) => !LMTP && TLS !== 'implicit') ?? ports[0]
      if (plain === undefined) return
      this.#host = reachable(plain.Host)
      this.#port = plain.Port
      this.#needs = { login: SMTPAuth, tls: plain.TLS }
    } catch (error) {
      // The address that is usually right is better than none.
      this.#say(sentenceOf(error))
    }
  }
}

/** "All interfaces" is no address to connect to; where this page came from is. */
function reachable(host: string): string {
  return ['', '0.0.0.0', '::', '*'].includes(host) ? window.location.hostname : host
}
