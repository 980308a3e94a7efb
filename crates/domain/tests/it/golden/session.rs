//! Signing in and the sessions that follow.

use domain::{
    SessionId,
    wire::{CodeRequest, CodeSent, Me, Redeem, SessionInfo, Sessions, SignedIn},
};

use super::{PERSON, SESSION, check, uuid};

#[test]
fn sign_in() {
    check(
        "code_request.json",
        &CodeRequest {
            address: "hanako@example.jp".to_owned(),
            verifier_hash: "n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg".to_owned(),
            language: "ja".to_owned(),
        },
    );
    check("code_sent.json", &CodeSent { challenge: uuid(8), expires_in_s: 600 });
    check(
        "redeem.json",
        &Redeem {
            challenge: uuid(8),
            code: "012345".to_owned(),
            verifier: "dGVzdA".to_owned(),
            device: "花子の iPhone".to_owned(),
        },
    );
    check(
        "signed_in.json",
        &SignedIn {
            token: "c2VjcmV0".to_owned(),
            session: SESSION,
            person: PERSON,
            address: "hanako@example.jp".to_owned(),
        },
    );
    check("me.json", &Me { person: PERSON, session: SESSION });
}

#[test]
fn sessions() {
    let session = SessionInfo {
        id: SESSION,
        device: "Linux".to_owned(),
        created_at: 1_700_000_000_000,
        last_used_at: 1_700_003_600_000,
        current: true,
    };
    check("session_info.json", &session);
    let other = SessionInfo { id: SessionId(uuid(9)), device: String::new(), current: false, ..session.clone() };
    check("sessions.json", &Sessions { sessions: vec![session, other] });
}
