export interface AppSetting {
  readonly id: string
  readonly name: string
  /** Where it goes. */
  readonly file: string
  readonly code: string
}

export interface AppNeeds {
  readonly login: 'any' | 'required'
  readonly tls: 'none' | 'starttls' | 'implicit'
}

/** What an app has to know besides the address. */
export function factsOf({ login, tls }: AppNeeds): string {
  const isOpen = login === 'any'
  const free = [...(isOpen ? ['user name', 'password'] : []), ...(tls === 'none' ? ['TLS'] : [])]
  const last = free.pop()
  return [
    last === undefined ? '' : `No ${[free.join(', '), last].filter(Boolean).join(' or ')} needed.`,
    isOpen
      ? 'Any user name and password will do: the user name is the inbox that the mail goes to.'
      : 'Only the users of --smtp-auth-file (MAILMITT_SMTP_AUTH) may send: put one of them in place of USER and PASSWORD.',
    tlsFacts[tls],
  ]
    .filter(Boolean)
    .join(' ')
}

const tlsFacts = {
  none: '',
  starttls: 'STARTTLS is offered: turn it on where your app wants to encrypt.',
  implicit: 'TLS is spoken from the first byte: turn it on in these settings.',
} as const

export interface AppTarget {
  readonly host: string
  readonly port: number
  readonly needsLogin: boolean
}

/** How to point an app at this catcher, ready to paste; who may log in, only the reader knows. */
export function appSettings({ host, port, needsLogin }: AppTarget): readonly AppSetting[] {
  const withLogin = (text: string): string => (needsLogin ? text : '')
  return [
    {
      id: 'nodemailer',
      name: 'Nodemailer',
      file: 'mail.js',
      code: `import nodemailer from 'nodemailer'

export const mail = nodemailer.createTransport({
  host: '${host}',
  port: ${port},
  secure: false,
  ignoreTLS: true,${withLogin(`
  auth: { user: 'USER', pass: 'PASSWORD' },`)}
})`,
    },
    {
      id: 'laravel',
      name: 'Laravel',
      file: '.env',
      code: `MAIL_MAILER=smtp
MAIL_HOST=${host}
MAIL_PORT=${port}
MAIL_SCHEME=null
MAIL_USERNAME=${needsLogin ? 'USER' : 'null'}
MAIL_PASSWORD=${needsLogin ? 'PASSWORD' : 'null'}`,
    },
    {
      id: 'django',
      name: 'Django',
      file: 'settings.py',
      code: `MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {"host": "${host}", "port": ${port}${withLogin(', "username": "USER", "password": "PASSWORD"')}},
    },
}

# Before Django 6.1, in place of MAILERS:
# EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
# EMAIL_HOST = "${host}"
# EMAIL_PORT = ${port}${withLogin('\n# EMAIL_HOST_USER = "USER"\n# EMAIL_HOST_PASSWORD = "PASSWORD"')}
# EMAIL_USE_TLS = EMAIL_USE_SSL = False`,
    },
    {
      id: 'rails',
      name: 'Rails',
      file: 'config/environments/development.rb',
      code: `config.action_mailer.delivery_method = :smtp
config.action_mailer.perform_deliveries = true
config.action_mailer.smtp_settings = {
  address: "${host}",
  port: ${port},
  enable_starttls_auto: false${withLogin(`,
  user_name: "USER",
  password: "PASSWORD",
  authentication: :plain`)}
}`,
    },
    {
      id: 'spring',
      name: 'Spring Boot',
      file: 'application.properties',
      code: `spring.mail.host=${host}
spring.mail.port=${port}
spring.mail.properties.mail.smtp.auth=${String(needsLogin)}${withLogin('\nspring.mail.username=USER\nspring.mail.password=PASSWORD')}
spring.mail.properties.mail.smtp.starttls.enable=false`,
    },
    {
      id: 'aspnet',
      name: 'ASP.NET',
      file: 'Program.cs, with MailKit',
      code: `using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

var message = new MimeMessage();
message.From.Add(MailboxAddress.Parse("app@example.com"));
message.To.Add(MailboxAddress.Parse("ann@example.com"));
message.Subject = "Hello";
message.Body = new TextPart("plain") { Text = "It works." };

using var client = new SmtpClient();
await client.ConnectAsync("${host}", ${port}, SecureSocketOptions.None);${withLogin('\nawait client.AuthenticateAsync("USER", "PASSWORD");')}
await client.SendAsync(message);
await client.DisconnectAsync(true);`,
    },
    {
      id: 'go',
      name: 'Go',
      file: 'main.go',
      code: `package main

import (
	"log"
	"net/smtp"
)

func main() {
	message := []byte("From: app@example.com\\r\\n" +
		"To: ann@example.com\\r\\nSubject: Hello\\r\\n\\r\\nIt works.\\r\\n")
	to := []string{"ann@example.com"}
${withLogin(`	// Go gives a password away on this machine only, or with TLS.
	auth := smtp.PlainAuth("", "USER", "PASSWORD", "${host}")
`)}	if err := smtp.SendMail("${addressOf(host, port)}", ${needsLogin ? 'auth' : 'nil'}, "app@example.com", to, message); err != nil {
		log.Fatal(err)
	}
}`,
    },
    {
      id: 'php',
      name: 'PHP',
      file: 'mail.php, with PHPMailer',
      code: `use PHPMailer\\PHPMailer\\PHPMailer;

$mail = new PHPMailer(true);
$mail->isSMTP();
$mail->Host = '${host}';
$mail->Port = ${port};
$mail->SMTPAuth = ${String(needsLogin)};${withLogin(`
$mail->Username = 'USER';
$mail->Password = 'PASSWORD';`)}
$mail->SMTPAutoTLS = false;

// For mail() itself, in php.ini:
// sendmail_path = "mailmitt sendmail -t -i"`,
    },
    {
      id: 'curl',
      name: 'curl',
      file: 'in a terminal',
      code: `printf 'From: app@example.com\\r\\nTo: ann@example.com\\r\\nSubject: Hello\\r\\n\\r\\nIt works.\\r\\n' |
  curl --url 'smtp://${addressOf(host, port)}' --mail-from app@example.com ${withLogin("--user 'USER:PASSWORD' ")}\\
    --mail-rcpt ann@example.com --upload-file -`,
    },
  ]
}

/** Where a container would find itself. */
export function isOnThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}

/** An IPv6 address needs brackets where a port follows. */
export function addressOf(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}
