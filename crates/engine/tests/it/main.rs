//! The engine against faults: keystores that lock, servers that lie.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod again;
mod ahead;
mod answers;
mod around;
mod attachments;
mod checks;
mod cleaned;
mod clock;
mod contact;
mod day;
mod desk;
mod desk_offers;
mod device;
mod downloads;
mod full;
mod host;
mod kept;
mod keystore;
mod lanes;
mod leaving;
mod notices;
mod offers;
mod offline;
mod opening;
mod people;
mod photo;
mod proxies;
mod raw;
mod reconnect;
mod review;
mod scene;
mod search;
mod server_faults;
mod site;
mod sum;
mod tls;
mod today;
mod told;
mod versions;
mod waits;
mod way;
mod wire;

use std::{path::Path, sync::Arc};

use engine::{Config, Engine, Keystore, NoHost, NoNotices, OsEntropy, SystemClock, view::Language};
use serde_json::{Value, json};
use wire::Scripted;

fn config(dir: &Path, wire: &Arc<Scripted>, keystore: Arc<dyn Keystore>) -> Config {
    Config {
        dir: dir.to_owned(),
        device_name: "test".into(),
        wire: Arc::clone(wire) as Arc<dyn engine::api::Wire>,
        clock: Arc::new(SystemClock),
        entropy: Arc::new(OsEntropy),
        keystore,
        notices: Arc::new(NoNotices),
        badge: Arc::new(NoHost),
        background: None,
        host: Arc::new(NoHost),
        downloads: Arc::new(NoHost),
        language: Language::System,
    }
}

async fn ask(engine: &Engine, method: &str, params: Value) -> Value {
    engine.rpc(method, params).await.unwrap_or_else(|failure| panic!("{method}: {failure:?}"))
}

/// The code and field of a call that must fail.
async fn refused(engine: &Engine, method: &str, params: Value) -> (String, Option<String>) {
    let failure = engine.rpc(method, params).await.expect_err(method);
    (serde_json::to_value(failure.code).unwrap().as_str().unwrap().to_owned(), failure.field)
}

async fn phase(engine: &Engine) -> String {
    ask(engine, "start", Value::Null).await["phase"].as_str().unwrap().to_owned()
}

const PERSON: &str = "01970000-0000-7000-8000-000000000001";
const ORGANIZATION: &str = "01970000-0000-7000-8000-000000000002";
const OTHER: &str = "01970000-0000-7000-8000-000000000003";

/// Signs in against the script.
async fn sign_in(engine: &Engine, wire: &Scripted) {
    wire.answer("/v1/auth/code", 202, json!({ "challenge": ORGANIZATION, "expires_in_s": 600 }));
    wire.answer(
        "/v1/auth/session",
        200,
        json!({ "token": "secret-token", "session": ORGANIZATION, "person": PERSON, "address": "a@b.example" }),
    );
    ask(engine, "request_code", json!({ "server": "server.example", "address": "a@b.example" })).await;
    ask(engine, "redeem_code", json!({ "code": "１２３ ４５６" })).await;
}
