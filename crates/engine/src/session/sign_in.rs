//! Signing in by a code sent by mail. The code alone is worth nothing: it is bound to a verifier that only this device knows.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    text::fold,
    wire::{CodeRequest, Redeem, SignedIn},
};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use store::{Order, table::setting};
use ts_rs::TS;
use uuid::Uuid;

use super::blocking;
use crate::{
    Engine,
    account::name,
    failure::{Code, Failure},
    link::server_address,
    view::{Language, SyncState},
};

/// A sign-in that waits for its code. In memory only.
pub(crate) struct SigningIn {
    server: String,
    address: String,
    challenge: Uuid,
    verifier: String,
    // A code is redeemed once: what has no place yet, in a locked keystore or on a full disk, waits here for another try.
    redeemed: Option<SignedIn>,
}

/// Where to, and as whom.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct RequestCode {
    server: String,
    address: String,
}

pub(crate) async fn request_code(engine: &Engine, params: RequestCode) -> Result<(), Failure> {
    let account = engine.account()?;
    let server = server_address(&params.server)?;
    // Full-width letters are what a Japanese keyboard gives.
    let address = fold(params.address.trim());
    if !is_address(&address) {
        return Err(Failure::at(Code::AddressInvalid, "address"));
    }
    let verifier = URL_SAFE_NO_PAD.encode(engine.config().random::<32>());
    let chosen = account.store.read(|r| setting::get(r, name::LANGUAGE))?;
    let language = match chosen.and_then(|json| serde_json::from_str(&json).ok()) {
        Some(Language::En) => "en",
        Some(Language::Ja | Language::System) | None => "ja",
    };
    let request = CodeRequest {
        address: address.clone(),
        verifier_hash: URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes())),
        language: language.to_owned(),
    };
    let sent = engine.api_at(server.clone(), None).request_code(&request).await?;
    *engine.signing_in() = Some(SigningIn { server, address, challenge: sent.challenge, verifier, redeemed: None });
    Ok(())
}

/// The code from the mail.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct RedeemCode {
    code: String,
}

pub(crate) async fn redeem_code(engine: &Engine, params: RedeemCode) -> Result<(), Failure> {
    let account = engine.account()?;
    let (server, address, redeem, redeemed) = match &*engine.signing_in() {
        None => return Err(Failure::at(Code::CodeExpired, "code")),
        Some(begun) => {
            let redeem = Redeem {
                challenge: begun.challenge,
                code: fold(&params.code).chars().filter(char::is_ascii_digit).collect(),
                verifier: begun.verifier.clone(),
                device: engine.config().device_name.clone(),
            };
            (begun.server.clone(), begun.address.clone(), redeem, begun.redeemed.clone())
        }
    };
    let signed_in = match redeemed {
        Some(signed_in) => signed_in,
        None => engine.api_at(server.clone(), None).redeem(&redeem).await?,
    };
    fail::fail_point!("redeem:answered");
    if account.person()?.is_some_and(|person| person != signed_in.person) {
        // What is unsent here is another person's: it must not be sent, nor shown, as this one's.
        return Err(Failure::at(Code::Forbidden, "address"));
    }
    if let Some(begun) = engine.signing_in().as_mut().filter(|begun| begun.challenge == redeem.challenge) {
        begun.redeemed = Some(signed_in.clone());
    }
    let keeper = std::sync::Arc::clone(&account);
    blocking(move || Ok(keeper.set_token(signed_in.token)?)).await?;
    fail::fail_point!("redeem:token");
    account.store.write(Order::OutboxFirst, |w| {
        setting::set(w, name::SERVER, &server)?;
        setting::set(w, name::ADDRESS, &address)?;
        setting::set(w, name::PERSON, &signed_in.person.to_string())
    })?;
    *engine.signing_in() = None;
    engine.progress().state = SyncState::default();
    engine.changed(&["start", "status"]);
    engine.wake();
    Ok(())
}

pub(crate) fn cancel_sign_in(engine: &Engine) -> Result<(), Failure> {
    *engine.signing_in() = None;
    Ok(())
}

/// The look of an address; whether it exists only a mail can tell.
fn is_address(address: &str) -> bool {
    let Some((local, host)) = address.rsplit_once('@') else { return false };
    !local.is_empty()
        && address.len() <= domain::limit::CONTACT
        && host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && !address.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | ',' | ';'))
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn an_address_has_two_sides() {
        for address in ["a@b.example", "hanako+x@mail.example.jp", "日本@例え.jp"] {
            assert!(is_address(address), "{address}");
        }
        for address in ["", "a", "@b.example", "a@b", "a@.b", "a@b.", "a b@c.d", "a@b.c,d@e.f", "<a@b.c>"] {
            assert!(!is_address(address), "{address}");
        }
    }
}
