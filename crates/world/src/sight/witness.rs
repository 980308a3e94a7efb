//! Stands between a device and the server: keeps the server's word, and looks at every answer in the moment in which it is
//! given, whatever then becomes of it on the wire.

use std::sync::{Arc, Mutex, MutexGuard};

use engine::api::{Method, Request};
use serde_json::Value;

use super::{
    cast::{Cast, Who},
    lie::{Liar, Lie},
    oracle::{Marks, Sight, marks_in, sight},
    truth::Truth,
};
use crate::wire::{Answer, Between, Wire, path_of};

/// What all witnesses of a story know.
pub(crate) struct Shared {
    pub(crate) cast: Cast,
    truth: Mutex<Truth>,
    broken: Mutex<Vec<String>>,
    liar: Option<Liar>,
}

impl Shared {
    pub(crate) fn new(cast: Cast, lie: Option<Lie>) -> Arc<Self> {
        let truth = Mutex::new(Truth::new(&cast));
        Arc::new(Self { cast, truth, broken: Mutex::default(), liar: lie.map(Liar::new) })
    }

    pub(crate) fn truth(&self) -> MutexGuard<'_, Truth> {
        self.truth.lock().unwrap()
    }

    /// What somebody may see now.
    pub(crate) fn sight(&self, who: Who) -> Sight {
        sight(&self.truth(), &self.cast, who)
    }

    /// Fails when a witness has seen what must not be. The engine may carry an answer through tasks of its own, in which a panic
    /// of the witness itself would be lost.
    pub(crate) fn nothing_is_broken(&self) {
        let broken = self.broken.lock().unwrap();
        assert!(broken.is_empty(), "{}", broken.join("\n"));
    }

    fn breaks(&self, what: String) {
        self.broken.lock().unwrap().push(what);
    }
}

/// The witness of one device.
pub(crate) struct Witness {
    who: Who,
    shared: Arc<Shared>,
    /// Every exchange since this was last asked for, byte for byte.
    heard: Mutex<Vec<u8>>,
}

impl Witness {
    pub(crate) fn new(who: Who, shared: &Arc<Shared>) -> Arc<Self> {
        Arc::new(Self { who, shared: Arc::clone(shared), heard: Mutex::default() })
    }

    /// Every byte that went over the wire since this was asked last.
    pub(crate) fn heard(&self) -> Vec<u8> {
        std::mem::take(&mut self.heard.lock().unwrap())
    }

    fn look(&self, request: &Request, answer: &Answer) {
        let Self { who, shared, .. } = self;
        let (path, body) = (path_of(request), std::str::from_utf8(&answer.body).unwrap());
        if path == "v1/ops" && answer.status == 200 {
            let [asked, answered] = [request.body.as_ref().unwrap(), &answer.body].map(|json| json_of(json));
            for twisted in shared.truth().acknowledge(&asked, &answered) {
                shared.breaks(format!("{who:?}: carried out otherwise: {twisted}"));
            }
        }
        if *who == Who::Hanako {
            return;
        }
        let sent = marks_in(body);
        let is_page = request.method == Method::Get && path.contains("/people/");
        if path == "v1/sync" && !sent.is_empty() {
            self.only(&sent, &shared.sight(*who).synced(), "a pull");
        } else if is_page && answer.status == 200 {
            let sight = shared.sight(*who);
            self.only(&sent, &sight.page, "a page");
            let missing: Vec<_> = sight.page.difference(&sent).collect();
            if !missing.is_empty() {
                shared.breaks(format!("PAGE {who:?}: it lacks {missing:?}"));
            }
        } else if is_page && answer.status == 404 && shared.sight(*who).listed.contains(shared.cast.id(Who::Hanako)) {
            shared.breaks(format!("PAGE {who:?}: Hanako is listed and has no page"));
        }
        // Rules are their author's: whom somebody leaves out is the most private of all.
        for word in ["excluded_people", "excluded_units", "hidden_from_organizers"] {
            if body.contains(word) {
                shared.breaks(format!("SENT {who:?}: a rule: {body}"));
            }
        }
        if *who == Who::Jun {
            let here = &shared.cast.people;
            let strangers = here.iter().filter(|(who, _)| !matches!(who, Who::Hanako | Who::Jun)).map(|(_, id)| id);
            if let Some(id) = strangers.chain([&shared.cast.company]).find(|id| body.contains(id.as_str())) {
                shared.breaks(format!("SENT Jun: {id} of an organisation that he does not know: {body}"));
            }
        }
    }

    fn only(&self, sent: &Marks, allowed: &Marks, how: &str) {
        let forbidden: Vec<_> = sent.difference(allowed).collect();
        if !forbidden.is_empty() {
            self.shared.breaks(format!("SENT {:?}: {forbidden:?}, by {how}", self.who));
        }
    }
}

#[async_trait::async_trait]
impl Between for Witness {
    async fn pass(&self, wire: &Wire, request: &Request, answer: Answer) -> Answer {
        let Self { who, shared, heard } = self;
        let answer = match &shared.liar {
            Some(liar) if *who != Who::Hanako => liar.twist(shared, *who, wire, request, answer).await,
            Some(_) | None => answer,
        };
        self.look(request, &answer);
        let mut heard = heard.lock().unwrap();
        heard.extend_from_slice(path_of(request).as_bytes());
        heard.extend_from_slice(request.body.as_deref().unwrap_or_default());
        heard.extend_from_slice(&answer.body);
        answer
    }
}

fn json_of(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap()
}
