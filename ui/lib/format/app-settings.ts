export interface AppSetting {
  readonly id: string
  readonly name: string
  /** Where it goes. */
  readonly file: string
  readonly code: string
}

/** How to point an app at this catcher, ready to paste. */
export function appSettings(host: string, port: number): readonly AppSetting[] {
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
  ignoreTLS: true,
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
MAIL_USERNAME=null
MAIL_PASSWORD=null`,
    },
    {
      id: 'django',
      name: 'Django',
      file: 'settings.py',
      code: `MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {"host": "${host}", "port": ${port}},
    },
}

# Before Django 6.1, in place of MAILERS:
# EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
# EMAIL_HOST = "${host}"
# EMAIL_PORT = ${port}
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
  enable_starttls_auto: false
}`,
    },
    {
      id: 'spring',
      name: 'Spring Boot',
      file: 'application.properties',
      code: `spring.mail.host=${host}
spring.mail.port=${port}
spring.mail.properties.mail.smtp.auth=false
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
await client.ConnectAsync("${host}", ${port}, SecureSocketOptions.None);
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
	if err := smtp.SendMail("${addressOf(host, port)}", nil, "app@example.com", to, message); err != nil {
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
$mail->SMTPAuth = false;
$mail->SMTPAutoTLS = false;

// For mail() itself, in php.ini:
// sendmail_path = "mailmitt sendmail -t -i"`,
    },
    {
      id: 'curl',
      name: 'curl',
      file: 'in a terminal',
      code: `printf 'From: app@example.com\\r\\nTo: ann@example.com\\r\\nSubject: Hello\\r\\n\\r\\nIt works.\\r\\n' |
  curl --url 'smtp://${addressOf(host, port)}' --mail-from app@example.com \\
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
