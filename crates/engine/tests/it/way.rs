//! The way of a device to the real server, with faults where a test wants them.

use std::sync::{Arc, Mutex};

use engine::{
    Engine, Folder, MemoryKeystore,
    api::{Http, Method, Request, Response, Wire, WireError},
};
use futures_util::StreamExt;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{ask, config, refused, site::Site};

/// What happens to an exchange.
pub(crate) enum Fault {
    /// Nothing.
    None,
    /// It never arrives.
    Lost,
    /// It arrives; the answer does not.
    AnswerLost,
    /// The answer's body breaks off after so many bytes.
    Cut(usize),
    /// Something on the way answers in the server's place.
    Instead(u16, &'static str, Vec<u8>),
}

type Faults = Box<dyn FnMut(&Request) -> Fault + Send>;

/// A wire that remembers what went over it.
pub(crate) struct Way {
    http: Http,
    fault: Mutex<Faults>,
    seen: Mutex<Vec<Request>>,
}

impl Default for Way {
    fn default() -> Self {
        Self { http: Http::new(), fault: Mutex::new(Box::new(|_| Fault::None)), seen: Mutex::default() }
    }
}

impl Way {
    /// From now on.
    pub(crate) fn fails(&self, fault: impl FnMut(&Request) -> Fault + Send + 'static) {
        *self.fault.lock().unwrap() = Box::new(fault);
    }

    pub(crate) fn heals(&self) {
        self.fails(|_| Fault::None);
    }

    pub(crate) fn breaks(&self) {
        self.fails(|_| Fault::Lost);
    }

    /// The numbers of the chunks that were sent so far, lost ones too, and how long each was.
    pub(crate) fn chunks(&self) -> Vec<(u32, usize)> {
        let seen = self.seen.lock().unwrap();
        let puts = seen.iter().filter(|request| request.method == Method::Put);
        puts.map(|request| (number(request).unwrap(), request.body.as_ref().unwrap().len())).collect()
    }

    /// Where requests for content began so far.
    pub(crate) fn ranges(&self) -> Vec<Option<u32>> {
        let seen = self.seen.lock().unwrap();
        seen.iter().filter(|request| is_content(request)).map(|request| request.from).collect()
    }
}

/// The number of the chunk that a request sends.
pub(crate) fn number(request: &Request) -> Option<u32> {
    let (_, rest) = request.url.split_once("/chunks/")?;
    rest.split('?').next()?.parse().ok()
}

/// Whether content is asked for.
pub(crate) fn is_content(request: &Request) -> bool {
    request.method == Method::Get && request.url.contains("/blobs/") && !request.url.contains("/chunks")
}

#[async_trait::async_trait]
impl Wire for Way {
    async fn send(&self, request: Request) -> Result<Response, WireError> {
        self.seen.lock().unwrap().push(request.clone());
        let fault = (self.fault.lock().unwrap())(&request);
        if let Fault::Lost = fault {
            return Err(WireError::Unreachable);
        }
        let mut response = self.http.send(request).await?;
        match fault {
            Fault::None | Fault::Lost => {}
            Fault::AnswerLost => {
                while response.body.next().await.is_some() {}
                return Err(WireError::TimedOut);
            }
            Fault::Cut(most) => {
                let mut body = Vec::new();
                while let Some(part) = response.body.next().await {
                    body.extend(part?);
                }
                body.truncate(most);
                // In pieces as they come over a network.
                let mut parts: Vec<_> = body.chunks(100_000).map(|part| Ok(part.to_vec())).collect();
                parts.push(Err(WireError::Unreachable));
                response.body = futures_util::stream::iter(parts).boxed();
            }
            Fault::Instead(status, content_type, body) => {
                response.status = status;
                response.content_type = content_type.to_owned();
                let parts: Vec<_> = body.chunks(100_000).map(|part| Ok(part.to_vec())).collect();
                response.body = futures_util::stream::iter(parts).boxed();
            }
        }
        Ok(response)
    }
}

/// A device of somebody, signed in at a site.
pub(crate) struct Person {
    pub(crate) way: Arc<Way>,
    pub(crate) conversation: Value,
    engine: Option<Engine>,
    keystore: Arc<MemoryKeystore>,
    dir: TempDir,
}

impl Person {
    /// With everything read.
    pub(crate) async fn at(site: &Site, address: &str) -> Self {
        let mut person = Self {
            way: Arc::default(),
            conversation: json!(site.conversation),
            engine: None,
            keystore: Arc::default(),
            dir: TempDir::new().unwrap(),
        };
        person.restart();
        let server = format!("http://{}", site.address);
        person.ask("request_code", json!({ "server": server, "address": address })).await;
        person.ask("redeem_code", json!({ "code": site.code(address) })).await;
        person.sync().await;
        person
    }

    /// Ends the process and starts it again on the same files.
    pub(crate) fn restart(&mut self) {
        self.engine = None;
        let mut config = config(self.dir.path(), &Arc::default(), Arc::clone(&self.keystore) as _);
        config.wire = Arc::clone(&self.way) as _;
        config.downloads = Arc::new(Folder(self.dir.path().join("downloads")));
        self.engine = Some(Engine::open(config));
    }

    pub(crate) fn engine(&self) -> &Engine {
        self.engine.as_ref().unwrap()
    }

    pub(crate) async fn ask(&self, method: &str, params: Value) -> Value {
        ask(self.engine(), method, params).await
    }

    /// The code of a call that must fail.
    pub(crate) async fn refused(&self, method: &str, params: Value) -> String {
        refused(self.engine(), method, params).await.0
    }

    pub(crate) async fn sync(&self) {
        self.engine().sync_once().await.unwrap();
    }

    /// A file that was saved.
    pub(crate) fn saved(&self, name: &Value) -> Vec<u8> {
        std::fs::read(self.dir.path().join("downloads").join(name.as_str().unwrap())).unwrap()
    }

    /// The conversation.
    pub(crate) async fn page(&self) -> Value {
        let params = json!({ "conversation": self.conversation, "before": null, "limit": 50 });
        self.ask("conversation", params).await
    }

    /// The newest message.
    pub(crate) async fn newest(&self) -> Value {
        self.page().await["items"].as_array().unwrap().last().unwrap().clone()
    }

    /// The parameters that name the n-th attachment of the newest message.
    pub(crate) async fn named(&self, n: usize) -> Value {
        let newest = self.newest().await;
        let digest = &newest["attachments"][n]["digest"];
        json!({ "conversation": self.conversation, "message": newest["id"], "digest": digest })
    }
}
