//! Tells Tauri what the app may do: one command, which `capabilities/main.json` grants to the one window.

use std::error::Error;
use tauri_build::{AppManifest, Attributes};

fn main() -> Result<(), Box<dyn Error>> {
    let manifest = AppManifest::new().commands(&["rpc"]);
    tauri_build::try_build(Attributes::new().app_manifest(manifest))?;
    Ok(())
}
