//! `resumex-server serve`

use std::{net::SocketAddr, net::TcpListener, sync::Arc, time::Duration};

use axum_server::{Handle, accept::NoDelayAcceptor, tls_rustls::RustlsConfig};

use super::{Stop, args::Serve, open, say};
use crate::{
    app::{App, Clock as _, OsEntropy, Settings, SystemClock},
    log,
    mail::{Mail, NoMail, Smtp},
    router,
};

/// A request's head has to arrive in this time.
const HEADERS: Duration = Duration::from_secs(15);
/// After a signal, requests that are under way may take so long.
const FAREWELL: Duration = Duration::from_secs(10);
/// What has served its time is forgotten this often.
const PRUNING: Duration = Duration::from_secs(60 * 60);

pub(super) async fn run(args: Serve) -> Result<(), Stop> {
    if args.tls_cert.is_none() && !args.listen.ip().is_loopback() {
        return Err(format!(
            "without TLS the server listens on a loopback address only, and {} is none: \
             give --tls-cert and --tls-key, or put a proxy with TLS in front of 127.0.0.1",
            args.listen
        )
        .into());
    }
    log::start();
    let storage = Arc::new(open(&args.data)?);
    let mail: Arc<dyn Mail> = match &args.smtp {
        Some(server) => Arc::new(Smtp::start(server, &args.mail_from)?),
        None if args.demo => Arc::new(NoMail),
        None => return Err("sign-in needs mail: give --smtp, or --demo to see the codes here".into()),
    };
    let settings = Settings { public_url: args.public_url.clone(), show_codes: args.demo };
    let app = App::new(storage, mail, Arc::new(SystemClock), Arc::new(OsEntropy), settings);

    let listener = TcpListener::bind(args.listen).map_err(|error| format!("{}: {error}", args.listen))?;
    let scheme = if args.tls_cert.is_some() { "https" } else { "http" };
    let address = listener.local_addr()?;
    let handle = Handle::new();
    tokio::spawn(stop_at_signal(app.clone(), handle.clone()));
    tokio::spawn(prune(app.clone()));
    tokio::spawn({
        let handle = handle.clone();
        async move {
            if handle.listening().await.is_some() {
                let _ = say(format_args!("listening on {scheme}://{address}"));
            }
        }
    });
    serve(&args, listener, handle, app.clone()).await?;
    app.storage().close().await;
    tracing::info!("stopped");
    Ok(())
}

async fn serve(args: &Serve, listener: TcpListener, handle: Handle<SocketAddr>, app: App) -> Result<(), Stop> {
    let service = router(app).into_make_service();
    // A hint is a small packet that must not wait for another.
    let acceptor = NoDelayAcceptor::new();
    if let (Some(cert), Some(key)) = (&args.tls_cert, &args.tls_key) {
        // Fails only when a provider is set already, which is then as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let config =
            RustlsConfig::from_pem_file(cert, key).await.map_err(|error| format!("the certificate: {error}"))?;
        let mut server =
            axum_server::from_tcp_rustls(listener, config)?.map(|tls| tls.acceptor(acceptor)).handle(handle);
        server.http_builder().http1().header_read_timeout(HEADERS);
        server.serve(service).await?;
    } else {
        let mut server = axum_server::from_tcp(listener)?.acceptor(acceptor).handle(handle);
        server.http_builder().http1().header_read_timeout(HEADERS);
        server.serve(service).await?;
    }
    Ok(())
}

async fn stop_at_signal(app: App, handle: Handle<SocketAddr>) {
    signal().await;
    tracing::info!("stopping");
    // Streams would otherwise be waited for until the time is up.
    app.stop();
    handle.graceful_shutdown(Some(FAREWELL));
}

#[cfg(unix)]
async fn signal() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
        }
        Err(_) => drop(tokio::signal::ctrl_c().await),
    }
}

#[cfg(not(unix))]
async fn signal() {
    drop(tokio::signal::ctrl_c().await);
}

async fn prune(app: App) {
    let mut hours = tokio::time::interval(PRUNING);
    loop {
        tokio::select! {
            () = app.stopping().cancelled() => return,
            _ = hours.tick() => {}
        }
        if let Err(error) = app.storage().prune(SystemClock.now()).await {
            tracing::warn!(%error, "nothing was pruned");
        }
    }
}
