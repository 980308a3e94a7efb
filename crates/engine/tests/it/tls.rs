//! A certificate out of its days is told apart from every other reason not to be reached: the device's clock may be wrong.

use std::{net::TcpListener, sync::Arc};

use engine::{
    Engine, MemoryKeystore,
    api::{Http, WireError},
};
use rustls::{ServerConfig, ServerConnection, crypto::ring, pki_types::PrivateKeyDer};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{ask, config, refused, sign_in, wire::Scripted};

/// Where a server listens whose certificate nobody has signed, and that is valid from one year to another.
fn server(from: i32, until: i32) -> String {
    let key = rcgen::KeyPair::generate().unwrap();
    let mut certificate = rcgen::CertificateParams::new(["127.0.0.1".to_owned()]).unwrap();
    certificate.not_before = rcgen::date_time_ymd(from, 1, 1);
    certificate.not_after = rcgen::date_time_ymd(until, 1, 1);
    let chain = vec![certificate.self_signed(&key).unwrap().der().clone()];
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, PrivateKeyDer::Pkcs8(key.serialize_der().into()))
        .unwrap();
    let (config, listener) = (Arc::new(config), TcpListener::bind("127.0.0.1:0").unwrap());
    let address = format!("https://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            // The device breaks it off.
            let _ = ServerConnection::new(Arc::clone(&config)).unwrap().complete_io(&mut stream.unwrap());
        }
    });
    address
}

#[tokio::test]
async fn a_certificate_out_of_its_days_is_told_as_a_wrong_date_and_no_other_one_is() {
    for (from, until, code) in
        [(2001, 2002, "wrong_date"), (2901, 2902, "wrong_date"), (2001, 2902, "server_unreachable")]
    {
        let dir = TempDir::new().unwrap();
        let mut config = config(dir.path(), &Arc::default(), Arc::new(MemoryKeystore::default()));
        config.wire = Arc::new(Http::new());
        let to = json!({ "server": server(from, until), "address": "a@b.example" });
        assert_eq!(refused(&Engine::open(config), "request_code", to).await.0, code, "{from} to {until}");
    }
}

#[tokio::test]
async fn a_round_that_meets_one_says_so_in_its_state() {
    let (dir, wire) = (TempDir::new().unwrap(), Arc::<Scripted>::default());
    let engine = Engine::open(config(dir.path(), &wire, Arc::new(MemoryKeystore::default())));
    sign_in(&engine, &wire).await;
    wire.always("/v1/sync", |_| Err(WireError::WrongDate));
    engine.sync_once().await.unwrap_err();
    assert_eq!(ask(&engine, "status", Value::Null).await["state"], "wrong_date");
}
