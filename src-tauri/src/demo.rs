//! `--demo-sign-in SERVER ADDRESS`: signs in with the code that arrives on standard input, so that the demo opens on a
//! full inbox. Only in a build with the `demo` feature.

use crate::host::Host;
use engine::Engine;
use serde_json::{Value, json};
use tauri::{AppHandle, Manager, async_runtime};

/// Begins it, where the arguments ask for it.
pub fn sign_in(app: &AppHandle) {
    let mut arguments = std::env::args().skip_while(|argument| argument != "--demo-sign-in");
    let (Some(_), Some(server), Some(address)) = (arguments.next(), arguments.next(), arguments.next()) else {
        return;
    };
    let app = app.clone();
    async_runtime::spawn(async move {
        let Some(engine) = app.state::<Host>().engine().await else {
            return;
        };
        if let Err(failure) = enter(&engine, &server, &address).await {
            eprintln!("the demo could not sign in: {failure}");
        }
    });
}

async fn enter(engine: &Engine, server: &str, address: &str) -> Result<(), Value> {
    if phase(engine).await? == "no_keystore" {
        eprintln!("This machine has no keystore: the demo runs without saving.");
        call(engine, "run_without_saving", Value::Null).await?;
    }
    // Signed in by an earlier demo, or a keystore that waits for its password: the window shows what to do.
    if phase(engine).await? != "signed_out" {
        return Ok(());
    }
    call(engine, "request_code", json!({ "server": server, "address": address })).await?;
    let code = async_runtime::spawn_blocking(|| {
        let mut line = String::new();
        std::io::stdin().read_line(&mut line).map(|_| line)
    })
    .await;
    let Ok(Ok(code)) = code else {
        return Err(json!("no code came"));
    };
    call(engine, "redeem_code", json!({ "code": code.trim() })).await?;
    Ok(())
}

async fn phase(engine: &Engine) -> Result<String, Value> {
    let start = call(engine, "start", Value::Null).await?;
    Ok(start.get("phase").and_then(Value::as_str).unwrap_or_default().to_owned())
}

async fn call(engine: &Engine, method: &str, params: Value) -> Result<Value, Value> {
    engine.rpc(method, params).await.map_err(|failure| json!(failure))
}
