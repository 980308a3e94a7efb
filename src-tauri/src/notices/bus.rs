//! Desktop notices on Linux, over the session bus: one connection, one thread that sends and one that listens, none of
//! them before the first notice.

use engine::{Notice, Notices};
use std::{
    collections::{BTreeMap, HashMap},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        mpsc::{Receiver, Sender, channel},
    },
    thread,
};
use tauri::AppHandle;
use zbus::{
    MatchRule,
    blocking::{Connection, MessageIterator},
    message::Type,
    zvariant::Value,
};

const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";

pub fn open(_app: &AppHandle, clicked: impl Fn(&str) + Send + 'static) -> Arc<dyn Notices> {
    let (orders, inbox) = channel();
    thread::spawn(move || serve(&inbox, clicked));
    Arc::new(BusNotices { orders: Mutex::new(orders) })
}

struct BusNotices {
    orders: Mutex<Sender<Order>>,
}

enum Order {
    Show(Notice),
    Clear(String),
}

impl Notices for BusNotices {
    fn show(&self, notice: Notice) {
        self.order(Order::Show(notice));
    }

    fn clear(&self, path: &str) {
        self.order(Order::Clear(path.to_owned()));
    }
}

impl BusNotices {
    fn order(&self, order: Order) {
        // The other end lives as long as the process.
        let _ = hold(&self.orders).send(order);
    }
}

/// Which notice of the service stands for which place.
#[derive(Default)]
struct Shown(Mutex<BTreeMap<String, u32>>);

impl Shown {
    fn id(&self, path: &str) -> Option<u32> {
        hold(&self.0).get(path).copied()
    }

    fn path(&self, id: u32) -> Option<String> {
        hold(&self.0).iter().find(|(_, shown)| **shown == id).map(|(path, _)| path.clone())
    }

    fn put(&self, path: String, id: u32) {
        hold(&self.0).insert(path, id);
    }

    fn forget(&self, id: u32) {
        hold(&self.0).retain(|_, shown| *shown != id);
    }
}

fn serve(inbox: &Receiver<Order>, clicked: impl Fn(&str) + Send + 'static) {
    let shown = Arc::new(Shown::default());
    let mut clicked = Some(clicked);
    let mut service = None;
    for order in inbox {
        if let (None, Order::Show(_)) = (&service, &order) {
            service = Service::connect();
            if let (Some(service), Some(clicked)) = (&service, clicked.take()) {
                let (connection, shown) = (service.connection.clone(), shown.clone());
                thread::spawn(move || listen(&connection, &shown, clicked));
            }
        }
        let Some(service) = &service else { continue };
        let done = match order {
            Order::Show(notice) => {
                service.notify(shown.id(&notice.path).unwrap_or(0), &notice).map(|id| shown.put(notice.path, id))
            }
            Order::Clear(path) => match shown.id(&path) {
                Some(id) => service.close(id),
                None => Ok(()),
            },
        };
        if let Err(error) = done {
            tracing::debug!(%error, "no notice could be shown");
        }
    }
}

struct Service {
    connection: Connection,
    reads_markup: bool,
}

impl Service {
    /// None where there is no bus. A service that is not running is started by the first call.
    fn connect() -> Option<Service> {
        let connection = Connection::session().ok()?;
        let abilities = connection
            .call_method(Some(NAME), PATH, Some(NAME), "GetCapabilities", &())
            .and_then(|answer| answer.body().deserialize::<Vec<String>>())
            .unwrap_or_default();
        Some(Service { connection, reads_markup: abilities.iter().any(|ability| ability == "body-markup") })
    }

    fn notify(&self, replaces: u32, notice: &Notice) -> zbus::Result<u32> {
        let body = if self.reads_markup { escape(&notice.body) } else { notice.body.clone() };
        let hints =
            HashMap::from([("category", Value::from("im.received")), ("desktop-entry", Value::from("ResumeX"))]);
        // The service reports a click only for a notice that offers the action called default.
        let actions = ["default", ""];
        let text = (&notice.title, &body);
        let arguments = ("ResumeX", replaces, "resumex", text.0, text.1, &actions[..], hints, -1_i32);
        self.connection.call_method(Some(NAME), PATH, Some(NAME), "Notify", &arguments)?.body().deserialize()
    }

    fn close(&self, id: u32) -> zbus::Result<()> {
        self.connection.call_method(Some(NAME), PATH, Some(NAME), "CloseNotification", &id).map(|_| ())
    }
}

/// A body is text; a service that reads markup must see it as text.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn listen(connection: &Connection, shown: &Shown, clicked: impl Fn(&str)) {
    let rule = MatchRule::builder().msg_type(Type::Signal).interface(NAME);
    let Ok(rule) = rule else { return };
    let Ok(signals) = MessageIterator::for_match_rule(rule.build(), connection, None) else {
        return;
    };
    for signal in signals.flatten() {
        let header = signal.header();
        let member = header.member().map(|member| member.as_str());
        match member {
            Some("ActionInvoked") => {
                if let Ok((id, _action)) = signal.body().deserialize::<(u32, String)>()
                    && let Some(path) = shown.path(id)
                {
                    clicked(&path);
                }
            }
            Some("NotificationClosed") => {
                if let Ok((id, _reason)) = signal.body().deserialize::<(u32, u32)>() {
                    shown.forget(id);
                }
            }
            Some(_) | None => {}
        }
    }
}

fn hold<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_one_notice() {
        let shown = Shown::default();
        shown.put("/messages/1".into(), 7);
        shown.put("/messages/2".into(), 8);
        assert_eq!(shown.id("/messages/1"), Some(7), "a newer one replaces this one");
        assert_eq!(shown.path(8).as_deref(), Some("/messages/2"));
        shown.forget(7);
        assert_eq!(shown.id("/messages/1"), None, "after it was closed, the next is a new one");
    }

    #[test]
    fn what_a_person_wrote_is_never_markup() {
        assert_eq!(escape("<b>a</b> & \"b\""), "&lt;b&gt;a&lt;/b&gt; &amp; \"b\"");
    }
}
