//! The app for a browser: the same engine behind HTTP and server-sent events on loopback, for tests and for checking
//! phone sizes. Keys are in memory and the files go with the process; it is never bundled with the app.

mod access;
mod routes;

use std::{net::Ipv4Addr, path::PathBuf, sync::Arc};

use clap::Parser;
use engine::{Config, Engine, Folder, MemoryKeystore, NoNotices};
use tokio::net::TcpListener;

#[derive(Parser)]
#[command(about = "Serves the ResumeX app to a browser on this machine")]
struct Arguments {
    /// Folder for the two files, which go with the process, and for what a person saves (`downloads`), which stays.
    #[arg(long)]
    dir: PathBuf,
    /// The built UI.
    #[arg(long, default_value = "ui/dist")]
    ui: PathBuf,
    /// Port on 127.0.0.1; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// The name this device gives itself.
    #[arg(long, default_value = "Browser")]
    device: String,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments = Arguments::parse();
    // The key of earlier files was in the memory of an earlier process: nobody can open them.
    let dir = arguments.dir.join("browser");
    match std::fs::remove_dir_all(&dir) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    let mut config =
        Config::native(dir.clone(), arguments.device, Arc::new(MemoryKeystore::default()), Arc::new(NoNotices));
    config.downloads = Arc::new(Folder(arguments.dir.join("downloads")));
    let engine = Engine::open(config);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, arguments.port)).await?;
    let access = Arc::new(access::Access::new(listener.local_addr()?.port()));
    announce(&access.address())?;

    let syncing = tokio::spawn({
        let engine = engine.clone();
        async move { engine.run().await }
    });
    axum::serve(listener, routes::router(engine.clone(), access, &arguments.ui))
        .with_graceful_shutdown({
            let engine = engine.clone();
            async move {
                stop_asked().await;
                // Open event streams end with the engine's events; without this they would hold the server up.
                engine.shut_down();
            }
        })
        .await?;
    syncing.await?;
    drop(engine);
    let _ = std::fs::remove_dir_all(dir);
    Ok(())
}

/// The one line a person or a test reads.
fn announce(address: &str) -> std::io::Result<()> {
    use std::io::Write;
    let mut out = std::io::stdout();
    writeln!(out, "open {address}")?;
    out.flush()
}

async fn stop_asked() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
