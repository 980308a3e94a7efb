//! Mail by SMTP: a queue and one task that sends, so that no request waits for a mail server.

use std::time::Duration;

use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{Mailbox, SinglePart},
};
use tokio::sync::mpsc;

use super::{Mail, text};

/// Mails that may wait; beyond it new ones are dropped, and the person asks for another code.
const QUEUE: usize = 1000;
/// Waits before the next tries. The last ends within the ten minutes in which a code can be used.
const WAITS: [Duration; 4] =
    [Duration::from_secs(1), Duration::from_secs(10), Duration::from_secs(60), Duration::from_secs(180)];

/// A mail server that does not make sense.
#[derive(Debug, thiserror::Error)]
pub enum SmtpError {
    /// Not of the form `smtp://host:25`, `smtps://user:password@host`.
    #[error("the mail server's address is none: {0}")]
    Server(String),
    /// Not an address to send from.
    #[error("the sender's address is none: {0}")]
    Sender(String),
}

/// Sends mail through a mail server.
#[derive(Debug)]
pub struct Smtp {
    queue: mpsc::Sender<Code>,
}

struct Code {
    address: String,
    code: String,
    language: String,
}

impl std::fmt::Debug for Code {
    /// Neither the address nor the code is for anybody's eyes.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Code")
    }
}

impl Smtp {
    /// Starts to send. Must be called inside a Tokio runtime.
    ///
    /// # Errors
    /// When server or sender cannot be understood. Whether the server answers is seen with the first mail.
    pub fn start(server: &str, sender: &str) -> Result<Self, SmtpError> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(server)
            .map_err(|error| SmtpError::Server(error.to_string()))?
            .timeout(Some(Duration::from_secs(20)))
            .build();
        let from: Mailbox = sender.parse().map_err(|_| SmtpError::Sender(sender.to_owned()))?;
        let from = Mailbox { name: from.name.or_else(|| Some("ResumeX".to_owned())), ..from };
        let (queue, waiting) = mpsc::channel(QUEUE);
        tokio::spawn(send_all(transport, from, waiting));
        Ok(Self { queue })
    }
}

impl Mail for Smtp {
    fn send_code(&self, address: &str, code: &str, language: &str) {
        let code = Code { address: address.to_owned(), code: code.to_owned(), language: language.to_owned() };
        if self.queue.try_send(code).is_err() {
            tracing::error!("the mail queue is full: a mail was dropped");
        }
    }
}

async fn send_all(transport: AsyncSmtpTransport<Tokio1Executor>, from: Mailbox, mut waiting: mpsc::Receiver<Code>) {
    while let Some(code) = waiting.recv().await {
        match message(&from, &code) {
            // A mail that has to wait must not hold up the others.
            Some(message) => drop(tokio::spawn(send(transport.clone(), message))),
            None => tracing::error!("a mail could not be written"),
        }
    }
}

async fn send(transport: AsyncSmtpTransport<Tokio1Executor>, message: Message) {
    for (tries, wait) in WAITS.iter().map(Some).chain([None]).enumerate() {
        let tries = tries + 1;
        match transport.send(message.clone()).await {
            Ok(_) => {
                tracing::info!(tries, "a mail was taken by the mail server");
                return;
            }
            // What the server says may quote the address, so only its number is told.
            Err(error) if error.is_permanent() => {
                tracing::error!(tries, status = error.status().map(|code| code.to_string()), "a mail was refused");
                return;
            }
            Err(error) => match wait {
                Some(wait) => {
                    let status = error.status().map(|code| code.to_string());
                    tracing::warn!(tries, status, wait_s = wait.as_secs(), "a mail has to wait");
                    tokio::time::sleep(*wait).await;
                }
                None => tracing::error!(tries, "a mail was given up"),
            },
        }
    }
}

fn message(from: &Mailbox, Code { address, code, language }: &Code) -> Option<Message> {
    let (subject, body) = text::code(code, language);
    Message::builder()
        .from(from.clone())
        .to(address.parse().ok()?)
        .subject(subject)
        .singlepart(SinglePart::plain(body))
        .ok()
}
