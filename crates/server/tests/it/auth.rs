//! Sign-in by mail code, and sessions.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::wire::{CodeRequest, CodeSent, Me, ProblemCode, Redeem, Sessions, SignedIn};
use sha2::{Digest as _, Sha256};

use crate::world::{Answer, MINUTE, Person, World};

const VERIFIER: &str = "bm9ib2R5LWVsc2Uta25vd3MtdGhpcy12ZXJpZmllcg";

async fn ask(world: &World, address: &str) -> Answer {
    let verifier_hash = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER));
    let request = CodeRequest { address: address.to_owned(), verifier_hash, language: "ja".to_owned() };
    world.post("/v1/auth/code", None, &request).await
}

async fn begin(world: &World, address: &str) -> Redeem {
    let answer = ask(world, address).await;
    assert_eq!(answer.status, 202, "{}", String::from_utf8_lossy(&answer.body));
    let sent: CodeSent = answer.json();
    assert_eq!(sent.expires_in_s, 600);
    Redeem {
        challenge: sent.challenge,
        code: world.mail.code_for(address).unwrap_or_else(|| "000000".to_owned()),
        verifier: VERIFIER.to_owned(),
        device: "花子の電話".to_owned(),
    }
}

async fn redeem(world: &World, redeem: &Redeem) -> Result<SignedIn, ProblemCode> {
    let answer = world.post("/v1/auth/session", None, redeem).await;
    if answer.status == 201 { Ok(answer.json()) } else { Err(answer.problem().code) }
}

fn wrong(code: &str) -> String {
    let last = code.bytes().last().unwrap();
    format!("{}{}", &code[..5], if last == b'9' { '0' } else { char::from(last + 1) })
}

#[tokio::test]
async fn a_code_signs_in_once() {
    let world = World::new().await;
    let attempt = begin(&world, "Hanako@Example.test ").await;
    let attempt = Redeem { code: world.mail.code_for("hanako@example.test").unwrap(), ..attempt };
    let signed = redeem(&world, &attempt).await.unwrap();
    assert_eq!((signed.person, signed.address.as_str()), (world.hanako.id, "hanako@example.test"));
    assert_eq!(BASE64_URL_SAFE_NO_PAD.decode(&signed.token).unwrap().len(), 32, "256 bits");
    let hanako = Person { id: signed.person, token: signed.token };
    let me: Me = world.get("/v1/me", &hanako).await.json();
    assert_eq!((me.person, me.session), (signed.person, signed.session));
    assert_eq!(redeem(&world, &attempt).await, Err(ProblemCode::CodeUsed));
}

#[tokio::test]
async fn a_code_lives_ten_minutes() {
    let world = World::new().await;
    let attempt = begin(&world, "hanako@example.test").await;
    world.clock.advance(10 * MINUTE);
    assert_eq!(redeem(&world, &attempt).await, Err(ProblemCode::CodeExpired));
    let attempt = begin(&world, "hanako@example.test").await;
    world.clock.advance(10 * MINUTE - 1);
    assert!(redeem(&world, &attempt).await.is_ok());
}

#[tokio::test]
async fn five_wrong_codes_kill_it() {
    let world = World::new().await;
    let right = begin(&world, "hanako@example.test").await;
    let bad = Redeem { code: wrong(&right.code), ..right.clone() };
    for _ in 0..4 {
        assert_eq!(redeem(&world, &bad).await, Err(ProblemCode::CodeWrong));
    }
    assert_eq!(redeem(&world, &bad).await, Err(ProblemCode::CodeDead), "the fifth");
    assert_eq!(redeem(&world, &right).await, Err(ProblemCode::CodeDead), "the right one comes too late");
}

#[tokio::test]
async fn a_code_is_worth_nothing_on_another_device() {
    let world = World::new().await;
    let right = begin(&world, "hanako@example.test").await;
    for _ in 0..4 {
        let stolen = Redeem { verifier: "another".to_owned(), ..right.clone() };
        assert_eq!(redeem(&world, &stolen).await, Err(ProblemCode::CodeWrong), "and it counts as a try");
    }
    let stolen = Redeem { verifier: "another".to_owned(), ..right.clone() };
    assert_eq!(redeem(&world, &stolen).await, Err(ProblemCode::CodeDead));
    let unknown = Redeem { challenge: uuid::Uuid::from_u128(5), ..right };
    assert_eq!(redeem(&world, &unknown).await, Err(ProblemCode::CodeWrong));
}

#[tokio::test]
async fn an_unknown_address_is_answered_like_a_known_one() {
    let world = World::new().await;
    let mut stories = vec![];
    for address in ["hanako@example.test", "nobody@example.test"] {
        let mut story = vec![];
        for _ in 0..6 {
            let answer = ask(&world, address).await;
            let mut body: serde_json::Value = answer.json();
            body.as_object_mut().unwrap().remove("challenge");
            let mut names: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
            names.sort();
            story.push(format!("{} {names:?} {body}", answer.status));
        }
        world.clock.advance(16 * MINUTE);
        let right = begin(&world, address).await;
        let bad = Redeem { code: wrong(&right.code), ..right };
        for _ in 0..7 {
            story.push(format!("{:?}", redeem(&world, &bad).await));
        }
        stories.push(story);
    }
    assert_eq!(stories[0], stories[1]);
    assert!(stories[0][5].starts_with("429"), "{:?}", stories[0]);
    assert_eq!(world.mail.code_for("nobody@example.test"), None, "and no mail is sent");
}

#[tokio::test]
async fn an_address_gets_five_codes_in_a_quarter_of_an_hour() {
    let world = World::new().await;
    for _ in 0..5 {
        assert_eq!(ask(&world, "hanako@example.test").await.status, 202);
        world.clock.advance(MINUTE);
    }
    let answer = ask(&world, "hanako@example.test").await;
    let problem = answer.problem();
    assert_eq!((problem.code, problem.retry_after_s), (ProblemCode::RateLimited, Some(10 * 60)));
    assert_eq!(answer.headers["retry-after"], "600");
    assert_eq!(ask(&world, "kenta@example.test").await.status, 202, "others are not held up");
    world.clock.advance(10 * MINUTE);
    assert_eq!(ask(&world, "hanako@example.test").await.status, 202);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_parallel_redeems_one_wins() {
    let folder = tempfile::tempdir().unwrap();
    let storage =
        server::storage::sqlite::SqliteStorage::open(&folder.path().join("db"), server::storage::sqlite::Mode::Thread);
    let world = std::sync::Arc::new(World::on(std::sync::Arc::new(storage.unwrap())).await);
    let attempt = begin(&world, "hanako@example.test").await;
    let tasks: Vec<_> = (0..16)
        .map(|_| {
            let (world, attempt) = (std::sync::Arc::clone(&world), attempt.clone());
            tokio::spawn(async move { redeem(&world, &attempt).await })
        })
        .collect();
    let mut won = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(_) => won += 1,
            Err(code) => assert_eq!(code, ProblemCode::CodeUsed),
        }
    }
    assert_eq!(won, 1);
}

#[tokio::test]
async fn malformed_sign_ins_are_refused_by_part() {
    let world = World::new().await;
    let good = CodeRequest {
        address: "hanako@example.test".to_owned(),
        verifier_hash: BASE64_URL_SAFE_NO_PAD.encode([0; 32]),
        language: "ja".to_owned(),
    };
    for (request, code, field) in [
        (CodeRequest { address: "hanako".to_owned(), ..good.clone() }, ProblemCode::AddressInvalid, None),
        (CodeRequest { verifier_hash: "AAAA".to_owned(), ..good.clone() }, ProblemCode::Invalid, Some("verifier_hash")),
        (CodeRequest { language: "fr".to_owned(), ..good.clone() }, ProblemCode::Invalid, Some("language")),
    ] {
        let problem = world.post("/v1/auth/code", None, &request).await.problem();
        assert_eq!((problem.code, problem.field.as_deref()), (code, field));
    }
}

#[tokio::test]
async fn sessions_are_listed_and_revoked() {
    let world = World::new().await;
    world.clock.advance(2 * 60 * MINUTE);
    let signed = redeem(&world, &begin(&world, "hanako@example.test").await).await.unwrap();
    let phone = Person { id: signed.person, token: signed.token };
    let listed: Sessions = world.get("/v1/sessions", &phone).await.json();
    let found: Vec<_> = listed.sessions.iter().map(|session| (session.device.as_str(), session.current)).collect();
    assert_eq!(found, [("花子の電話", true), ("test", false)]);
    let (new, old) = (&listed.sessions[0], &listed.sessions[1]);

    // Whoever it belongs to: nobody else can end it, or learn that it exists.
    let path = format!("/v1/sessions/{}", new.id);
    assert_eq!(world.delete(&path, &world.kenta).await.problem().code, ProblemCode::NotFound);
    assert_eq!(world.get("/v1/me", &phone).await.status, 200);

    assert_eq!(world.delete(&format!("/v1/sessions/{}", old.id), &phone).await.status, 204);
    assert_eq!(
        world.get("/v1/me", &world.hanako).await.problem().code,
        ProblemCode::Unauthorized,
        "on the next request"
    );
    assert_eq!(world.delete(&format!("/v1/sessions/{}", old.id), &phone).await.status, 404, "gone is gone");

    assert_eq!(world.delete("/v1/sessions/current", &phone).await.status, 204);
    let answer = world.get("/v1/sync", &phone).await;
    assert_eq!(answer.status, 405, "the method is looked at first");
    let answer = world.get("/v1/poll", &phone).await;
    assert_eq!(answer.problem().code, ProblemCode::Unauthorized);
    assert_eq!(answer.headers["www-authenticate"], "Bearer");
}

#[tokio::test]
async fn last_use_is_kept_to_the_hour() {
    let world = World::new().await;
    let used = async || {
        let listed: Sessions = world.get("/v1/sessions", &world.hanako).await.json();
        listed.sessions[0].last_used_at
    };
    let first = used().await;
    world.clock.advance(59 * MINUTE);
    assert_eq!(used().await, first);
    world.clock.advance(2 * MINUTE);
    assert_eq!(used().await, first + 60 * MINUTE);
}
