// A real SMTP server that keeps what it is sent.
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import { until } from "./until.mjs";

export class MailBox {
  static async open() {
    const box = new MailBox();
    box.server.listen(0, "127.0.0.1");
    await once(box.server.server, "listening");
    box.url = `smtp://127.0.0.1:${box.server.server.address().port}`;
    return box;
  }

  mails = [];

  constructor() {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      onData: (stream, session, done) => {
        text(stream).then((raw) => {
          this.mails.push({ to: session.envelope.rcptTo.map((one) => one.address), text: body(raw) });
          done();
        }, done);
      },
    });
    this.server.on("error", () => {});
  }

  /** The code of the next mail to an address; each mail gives its code once. */
  code(address) {
    return until(`a mail to ${address}`, () => {
      const index = this.mails.findIndex((mail) => mail.to.includes(address));
      if (index < 0) return null;
      const [mail] = this.mails.splice(index, 1);
      const code = /(?<!\d)\d{6}(?!\d)/.exec(mail.text)?.[0];
      if (!code) throw new Error(`no code in the mail:\n${mail.text}`);
      return code;
    });
  }

  close() {
    return new Promise((resolve) => this.server.close(resolve));
  }
}

/** The text of a mail of one part. */
function body(raw) {
  const [head, ...rest] = raw.split(/\r?\n\r?\n/);
  const content = rest.join("\n\n");
  const encoding = /^content-transfer-encoding:\s*(\S+)/im.exec(head)?.[1]?.toLowerCase();
  if (encoding === "base64") return Buffer.from(content, "base64").toString("utf8");
  if (encoding !== "quoted-printable") return content;
  const bytes = content
    .replace(/=\r?\n/g, "")
    .replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
