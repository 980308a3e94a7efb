//! The real server on a socket of this machine, with what goes over the wire counted.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use axum::{body::Body, extract::Request, middleware::Next, response::Response, serve::ListenerExt};
use domain::{Op, OpId, PersonId};
use futures_util::StreamExt;
use server::{
    App, Settings,
    admin::{
        self,
        load::{Loading, Step},
    },
    mail::KeptMail,
    storage::{
        Storage,
        sqlite::{Mode, SqliteStorage},
    },
};
use tempfile::TempDir;
use tokio::{net::TcpListener, runtime::Runtime};

use crate::world::World;

/// A server with a copy of a loaded world.
pub struct Site {
    runtime: Option<Runtime>,
    app: App,
    storage: Arc<SqliteStorage>,
    mail: Arc<KeptMail>,
    wire: Arc<Wire>,
    address: String,
    folder: Option<TempDir>,
}

/// What has gone over the wire.
#[derive(Debug, Default)]
struct Wire {
    requests: AtomicU64,
    sent: AtomicU64,
    received: AtomicU64,
}

/// What has gone over the wire, in bytes of bodies, as they were compressed; heads are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Requests.
    pub requests: u64,
    /// From the server.
    pub down: u64,
    /// To the server.
    pub up: u64,
}

impl Traffic {
    /// What has gone since then.
    #[must_use]
    pub const fn since(self, then: Self) -> Self {
        Self { requests: self.requests - then.requests, down: self.down - then.down, up: self.up - then.up }
    }
}

impl Site {
    /// Serves a copy of a file on a port; 0: on any.
    pub fn new(at: &Path, world: &Path, port: u16) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let folder = TempDir::new_in(at).unwrap();
        let file = folder.path().join("resumex.db");
        fs::copy(world, &file).unwrap();
        let storage = Arc::new(SqliteStorage::open(&file, Mode::Thread).unwrap());
        let mail = Arc::new(KeptMail::default());
        let (clock, entropy) = (Arc::new(server::SystemClock), Arc::new(server::OsEntropy));
        let app = App::new(Arc::clone(&storage) as _, Arc::clone(&mail) as _, clock, entropy, Settings::default());
        let wire = Arc::new(Wire::default());
        let counted = Arc::clone(&wire);
        let router = server::router(app.clone())
            .layer(axum::middleware::from_fn(move |request, next| weighed(Arc::clone(&counted), request, next)));
        let address = runtime.block_on(async {
            let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
            let address = listener.local_addr().unwrap().to_string();
            // As the program itself does it: a hint does not wait for another.
            let listener = listener.tap_io(|stream| stream.set_nodelay(true).unwrap());
            tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
            address
        });
        Self { runtime: Some(runtime), app, storage, mail, wire, address, folder: Some(folder) }
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// On which port it listens.
    pub fn port(&self) -> u16 {
        self.address.rsplit(':').next().unwrap().parse().unwrap()
    }

    /// Ends it; its file, with everything in it.
    pub fn close(mut self) -> Closed {
        self.end();
        Closed(self.folder.take().unwrap())
    }

    fn end(&mut self) {
        let Some(runtime) = self.runtime.take() else { return };
        self.app.stop();
        runtime.block_on(self.storage.close());
        runtime.shutdown_timeout(std::time::Duration::from_secs(5));
    }

    /// The newest code that was sent to an address.
    pub fn code(&self, address: &str) -> String {
        self.mail.code_for(address).unwrap()
    }

    /// What has gone over the wire so far.
    pub fn traffic(&self) -> Traffic {
        let Wire { requests, sent, received } = &*self.wire;
        let [requests, down, up] = [requests, sent, received].map(|it| it.load(Ordering::SeqCst));
        Traffic { requests, down, up }
    }

    /// Carries out ops of several people, now.
    pub fn carry_out(&self, world: &World, ops: Vec<(PersonId, Op)>) {
        let now = server::Clock::now(&server::SystemClock);
        self.runtime.as_ref().unwrap().block_on(async {
            let mut loading = Loading::new(&self.app, world.organization);
            for (author, op) in ops {
                loading.add(Step::Do { author, op }, now).await.unwrap();
            }
            loading.finish().await.unwrap();
        });
    }

    /// A session's token without a code.
    pub fn token(&self, person: PersonId) -> String {
        self.runtime.as_ref().unwrap().block_on(admin::issue_session(&self.app, person, "bench")).unwrap()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.end();
    }
}

/// The file of a server that has ended. It goes with this value.
#[derive(Debug)]
pub struct Closed(TempDir);

impl Closed {
    /// Where it lies.
    pub fn file(&self) -> PathBuf {
        self.0.path().join("resumex.db")
    }
}

async fn weighed(wire: Arc<Wire>, request: Request, next: Next) -> Response {
    wire.requests.fetch_add(1, Ordering::SeqCst);
    let up = Arc::clone(&wire);
    let request = request.map(|body| {
        Body::from_stream(body.into_data_stream().inspect(move |part| count(&up.received, part.as_ref().ok())))
    });
    next.run(request).await.map(|body| {
        Body::from_stream(body.into_data_stream().inspect(move |part| count(&wire.sent, part.as_ref().ok())))
    })
}

fn count(counter: &AtomicU64, part: Option<&axum::body::Bytes>) {
    counter.fetch_add(part.map_or(0, |part| part.len() as u64), Ordering::SeqCst);
}

/// A new op of nobody's device.
pub fn fresh(intent: domain::Intent) -> Op {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).unwrap();
    Op { id: OpId(uuid::Builder::from_random_bytes(bytes).into_uuid()), intent }
}
