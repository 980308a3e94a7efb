//! Mail over real SMTP, to a sink that speaks it over TCP.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use server::{Mail as _, mail::Smtp};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpListener,
    sync::mpsc,
};

/// Takes mails; answers the first `busy` of them with "try again".
pub async fn sink(mut busy: usize) -> (String, mpsc::UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("smtp://{}", listener.local_addr().unwrap());
    let (mails, received) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (read, mut write) = stream.into_split();
            let mut lines = BufReader::new(read).lines();
            write.write_all(b"220 sink\r\n").await.unwrap();
            let (mut mail, mut is_data) = (String::new(), false);
            while let Ok(Some(line)) = lines.next_line().await {
                mail.push_str(&line);
                mail.push('\n');
                let answer = match (is_data, line.as_str()) {
                    (true, ".") => {
                        is_data = false;
                        mails.send(std::mem::take(&mut mail)).unwrap();
                        "250 taken\r\n"
                    }
                    (true, _) => continue,
                    (false, "DATA") => {
                        is_data = true;
                        "354 go on\r\n"
                    }
                    (false, command) if command.starts_with("MAIL") && busy > 0 => {
                        busy -= 1;
                        "451 try again\r\n"
                    }
                    (false, "QUIT") => "221 bye\r\n",
                    (false, _) => "250 ok\r\n",
                };
                if write.write_all(answer.as_bytes()).await.is_err() {
                    break;
                }
            }
        }
    });
    (address, received)
}

/// The text of a mail, decoded.
pub fn text(mail: &str) -> String {
    let (head, body) = mail.split_once("\n\n").unwrap();
    let body = body.trim_end().trim_end_matches('.');
    if head.contains("Content-Transfer-Encoding: base64") {
        let packed: String = body.lines().collect();
        String::from_utf8(BASE64_STANDARD.decode(packed.trim()).unwrap()).unwrap()
    } else {
        body.replace("=\n", "")
    }
}

#[tokio::test]
async fn a_code_is_mailed_in_the_persons_language() {
    let (server, mut received) = sink(0).await;
    let smtp = Smtp::start(&server, "no-reply@resumex.example").unwrap();
    for (language, words) in [("ja", "10分以内"), ("en", "within 10 minutes")] {
        smtp.send_code("hanako@example.test", "042137", language);
        let mail = received.recv().await.unwrap();
        assert!(mail.contains("RCPT TO:<hanako@example.test>"), "{mail}");
        assert!(mail.contains("From: ResumeX <no-reply@resumex.example>"), "{mail}");
        let text = text(&mail);
        assert!(text.contains("042137") && text.contains(words), "{text}");
    }
}

#[tokio::test]
async fn a_busy_mail_server_is_asked_again() {
    let (server, mut received) = sink(1).await;
    let smtp = Smtp::start(&server, "no-reply@resumex.example").unwrap();
    smtp.send_code("hanako@example.test", "111111", "en");
    smtp.send_code("kenta@example.test", "222222", "en");
    let first = received.recv().await.unwrap();
    let second = received.recv().await.unwrap();
    assert!(text(&first).contains("222222") != text(&second).contains("222222"), "the busy one came later, both came");
}

#[tokio::test]
async fn nonsense_is_refused_at_the_start() {
    assert!(Smtp::start("mail.example.test", "a@example.test").is_err());
    assert!(Smtp::start("smtp://127.0.0.1:25", "nobody").is_err());
}
