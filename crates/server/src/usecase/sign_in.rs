//! Sign-in by a code sent by mail. A code is six digits, so everything around it must be strict: it lives ten minutes, dies
//! after five wrong tries, works once, and only on the device that asked for it.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::{
    Millis, SessionId, limit, text,
    wire::{CodeRequest, CodeSent, ProblemCode, Redeem, SignedIn},
};

use crate::{
    app::App,
    mail,
    problem::Failure,
    secret::{Purpose, is_same, sha256},
    storage::account::{Begun, Challenge, CodeLimit, Judge, NewChallenge, NewSession, Redeemed, Verdict},
};

/// How long a code lives.
const LIFE: Millis = 10 * 60 * 1000;
/// Wrong codes, after the last of which it is dead.
const TRIES: u32 = 5;
/// Codes that an address may be sent.
const LIMIT: CodeLimit = CodeLimit { most: 5, within: 15 * 60 * 1000 };

/// Sends a code. Does the same, and answers the same, whether or not anybody has the address.
pub(crate) async fn send_code(app: &App, request: &CodeRequest) -> Result<CodeSent, Failure> {
    let address = mail::address(&request.address).ok_or_else(|| Failure::of(ProblemCode::AddressInvalid))?;
    let verifier_hash =
        hash_of_verifier(&request.verifier_hash).ok_or_else(|| Failure::at(ProblemCode::Invalid, "verifier_hash"))?;
    let language = match request.language.as_str() {
        language @ ("ja" | "en") => language,
        _ => return Err(Failure::at(ProblemCode::Invalid, "language")),
    };
    let secret = app.secret().await?;
    let (id, code, at) = (app.new_id(), new_code(app), app.now());
    let challenge = NewChallenge {
        id,
        address_key: secret.hash(Purpose::Address, &[address.as_bytes()]),
        verifier_hash,
        code_hash: secret.hash(Purpose::Code, &[id.as_bytes(), code.as_bytes()]),
        at,
        expires_at: at + LIFE,
    };
    match app.storage().begin_sign_in(&address, challenge, LIMIT).await? {
        Begun::Limited { until } => Err(Failure::after(ProblemCode::RateLimited, seconds(until - at))),
        Begun::Sent { is_known } => {
            if is_known {
                app.mail().send_code(&address, &code, language);
                if app.settings().show_codes {
                    mail::show(&address, &code);
                }
            }
            Ok(CodeSent { challenge: id, expires_in_s: seconds(LIFE) })
        }
    }
}

/// Redeems a code. Of two attempts at once one wins: the decision runs inside the transaction.
pub(crate) async fn redeem(app: &App, request: &Redeem) -> Result<SignedIn, Failure> {
    let secret = app.secret().await?;
    let (token, session) = new_session(app, &request.device);
    let attempt = Attempt {
        code_hash: secret.hash(Purpose::Code, &[request.challenge.as_bytes(), request.code.as_bytes()]),
        verifier_hash: sha256(request.verifier.as_bytes()),
        at: session.at,
    };
    let judge: Judge = Box::new(move |challenge| attempt.judge(challenge));
    let id = session.id;
    match app.storage().redeem(request.challenge, judge, session).await? {
        Redeemed::Refused(code) => Err(Failure::of(code)),
        Redeemed::Session { person, address } => Ok(SignedIn { token, session: id, person, address }),
    }
}

/// A token and the session it stands for; only the hash of the token is kept.
pub(crate) fn new_session(app: &App, device: &str) -> (String, NewSession) {
    let token = BASE64_URL_SAFE_NO_PAD.encode(app.random::<32>());
    let device = text::clean_line(device).chars().take(limit::SHORT).collect();
    let session =
        NewSession { id: SessionId(app.new_id()), token_hash: sha256(token.as_bytes()), device, at: app.now() };
    (token, session)
}

struct Attempt {
    code_hash: [u8; 32],
    verifier_hash: [u8; 32],
    at: Millis,
}

impl Attempt {
    fn judge(&self, challenge: Option<&Challenge>) -> Verdict {
        let Some(challenge) = challenge else { return Verdict::Refused(ProblemCode::CodeWrong) };
        if challenge.is_used {
            return Verdict::Refused(ProblemCode::CodeUsed);
        }
        if challenge.tries >= TRIES {
            return Verdict::Refused(ProblemCode::CodeDead);
        }
        if self.at >= challenge.expires_at {
            return Verdict::Refused(ProblemCode::CodeExpired);
        }
        let is_code = is_same(&self.code_hash, &challenge.code_hash);
        let is_device = is_same(&self.verifier_hash, &challenge.verifier_hash);
        if is_code && is_device && challenge.person.is_some() {
            return Verdict::Accepted;
        }
        Verdict::Wrong(if challenge.tries + 1 == TRIES { ProblemCode::CodeDead } else { ProblemCode::CodeWrong })
    }
}

/// Six digits, each as likely: of 2^64 values the remainder prefers none by more than one in 10^13.
fn new_code(app: &App) -> String {
    format!("{:06}", u64::from_be_bytes(app.random()) % 1_000_000)
}

fn hash_of_verifier(text: &str) -> Option<[u8; 32]> {
    BASE64_URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()
}

fn seconds(of: Millis) -> u32 {
    u32::try_from(of.div_euclid(1000) + i64::from(of.rem_euclid(1000) > 0)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use domain::PersonId;
    use uuid::Uuid;

    use super::*;

    const RIGHT: [u8; 32] = [1; 32];
    const OTHER: [u8; 32] = [2; 32];

    fn challenge() -> Challenge {
        let person = Some(PersonId(Uuid::from_u128(1)));
        Challenge { person, verifier_hash: RIGHT, code_hash: RIGHT, expires_at: 100, tries: 0, is_used: false }
    }

    #[test]
    fn an_attempt_is_judged() {
        let right = || Attempt { code_hash: RIGHT, verifier_hash: RIGHT, at: 99 };
        let wrong = Verdict::Wrong(ProblemCode::CodeWrong);
        let dead = Verdict::Refused(ProblemCode::CodeDead);
        for (held, attempt, verdict, why) in [
            (challenge(), right(), Verdict::Accepted, "all is right"),
            (challenge(), Attempt { code_hash: OTHER, ..right() }, wrong, "another code"),
            (challenge(), Attempt { verifier_hash: OTHER, ..right() }, wrong, "another device"),
            (challenge(), Attempt { at: 100, ..right() }, Verdict::Refused(ProblemCode::CodeExpired), "too late"),
            (Challenge { is_used: true, ..challenge() }, right(), Verdict::Refused(ProblemCode::CodeUsed), "used"),
            (Challenge { tries: 5, ..challenge() }, right(), dead, "right, but after five wrong ones"),
            (Challenge { tries: 4, ..challenge() }, right(), Verdict::Accepted, "right at the fifth"),
            (
                Challenge { tries: 4, ..challenge() },
                Attempt { code_hash: OTHER, ..right() },
                Verdict::Wrong(ProblemCode::CodeDead),
                "the fifth wrong one",
            ),
            (Challenge { person: None, ..challenge() }, right(), wrong, "nobody has the address"),
        ] {
            assert_eq!(attempt.judge(Some(&held)), verdict, "{why}");
        }
        assert_eq!(right().judge(None), Verdict::Refused(ProblemCode::CodeWrong), "no such sign-in");
    }
}
