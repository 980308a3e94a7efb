//! Somebody on the way between a device and the server: cuts connections, lets them go deaf, loses answers.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::watch,
};
use world::Chance;

/// What goes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Everything.
    Open,
    /// Requests; of so many calls one is never answered: its connection ends when the server begins to answer.
    Lossy(usize),
    /// Nothing: every connection ends.
    Closed,
    /// What was connected before hears nothing any more and is not told so; what connects now is heard.
    Deaf,
}

/// A way with faults.
#[derive(Debug)]
pub struct Proxy {
    address: String,
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    /// The way, and the first connection that is not deaf.
    way: watch::Sender<(Way, usize)>,
    connections: AtomicUsize,
    chance: Mutex<Chance>,
    lost: AtomicUsize,
}

impl Proxy {
    pub(crate) async fn new(server: String, seed: u64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let shared = Arc::new(Shared {
            way: watch::Sender::new((Way::Open, 0)),
            connections: AtomicUsize::new(0),
            chance: Mutex::new(Chance::new(seed)),
            lost: AtomicUsize::new(0),
        });
        tokio::spawn(accept(listener, server, Arc::clone(&shared)));
        Self { address, shared }
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// From now on.
    pub fn set(&self, way: Way) {
        self.shared.way.send_modify(|(now, heard_from)| {
            *now = way;
            if way == Way::Deaf {
                *heard_from = self.shared.connections.load(Ordering::SeqCst);
            }
        });
    }

    /// How many requests that carry ops were carried out and never answered.
    pub fn lost(&self) -> usize {
        self.shared.lost.load(Ordering::SeqCst)
    }
}

async fn accept(listener: TcpListener, server: String, shared: Arc<Shared>) {
    loop {
        let (device, _) = listener.accept().await.unwrap();
        if shared.way.borrow().0 == Way::Closed {
            continue;
        }
        let Ok(server) = TcpStream::connect(&server).await else { continue };
        device.set_nodelay(true).unwrap();
        server.set_nodelay(true).unwrap();
        let number = shared.connections.fetch_add(1, Ordering::SeqCst);
        let ((from_device, to_device), (from_server, to_server)) = (device.into_split(), server.into_split());
        let connection =
            Connection { number, shared: Arc::clone(&shared), is_answer_lost: Arc::new(AtomicBool::new(false)) };
        tokio::spawn(connection.clone().pass(from_device, to_server, true));
        tokio::spawn(connection.pass(from_server, to_device, false));
    }
}

#[derive(Clone)]
struct Connection {
    number: usize,
    shared: Arc<Shared>,
    /// The answer that comes next does not arrive.
    is_answer_lost: Arc<AtomicBool>,
}

impl Connection {
    async fn pass(self, mut from: OwnedReadHalf, mut to: OwnedWriteHalf, is_up: bool) {
        let mut way = self.shared.way.subscribe();
        let mut bytes = vec![0; 64 << 10];
        loop {
            let (now, heard_from) = *way.borrow_and_update();
            if now == Way::Closed {
                return;
            }
            tokio::select! {
                changed = way.changed() => if changed.is_err() { return },
                read = from.read(&mut bytes), if self.number >= heard_from => {
                    let Ok(length @ 1..) = read else {
                        let _ = to.shutdown().await;
                        return;
                    };
                    if is_up {
                        self.hear(&bytes[..length], now);
                    } else if self.is_answer_lost.load(Ordering::SeqCst) {
                        self.shared.lost.fetch_add(1, Ordering::SeqCst);
                        return;
                    }
                    if to.write_all(&bytes[..length]).await.is_err() {
                        return;
                    }
                }
            }
        }
    }

    /// A device waits for one answer before it asks again, and no text of a body looks like a request.
    fn hear(&self, bytes: &[u8], way: Way) {
        if let (Way::Lossy(one_in), true) = (way, bytes.starts_with(b"POST /v1/ops ")) {
            let is_lost = self.shared.chance.lock().unwrap().one_in(one_in);
            self.is_answer_lost.store(is_lost, Ordering::SeqCst);
        }
    }
}
