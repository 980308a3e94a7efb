//! What a machine does for the app besides keeping its keys and showing its notices.

mod folder;

use std::{io, time::Duration};

pub use folder::Folder;
pub(crate) use folder::split;
use serde::{Deserialize, Serialize};
use store::{Order, Reads, StoreError, table::setting};
use ts_rs::TS;

use crate::{
    Engine,
    failure::{Code, Failure},
};

/// Where the number of unread messages is shown outside the window. Must not block.
pub trait Badge: Send + Sync {
    /// Shows the number: the sum of the inbox. Called only when it is another one than before.
    fn set(&self, unread: u32);
}

/// Wakes an app that its system stops while nobody looks at it: on a phone. Where there is none, the engine's own loop
/// polls.
pub trait Background: Send + Sync {
    /// Asks the system to call [`Engine::background_check`] once, not before this time has passed; in place of what was
    /// asked before. Must not block.
    fn schedule(&self, earliest: Duration);
}

/// What of the app's life the machine decides. May block for as long as a file takes to be written.
pub trait HostOptions: Send + Sync {
    /// Whether an icon of the app stands where a person can reach it while the window is hidden.
    fn has_tray(&self) -> bool;
    /// Whether the system starts the app; none where it cannot.
    fn is_autostart(&self) -> Option<bool>;
    /// Has the system start the app, or not, and says whether it will.
    ///
    /// # Errors
    /// What the system says.
    fn set_autostart(&self, on: bool) -> Result<bool, HostError>;
}

/// Where a person finds what they save. May block for as long as a file takes to be written.
pub trait Downloads: Send + Sync {
    /// Writes a new file under a name as near to this as the machine allows, and says what it is called. Nothing that is
    /// there is overwritten, nothing is written elsewhere, and what is written cannot be run. See [`Folder`].
    ///
    /// # Errors
    /// What the machine says; then there is no file.
    fn save(&self, name: &str, content: &[u8]) -> io::Result<String>;
}

/// The machine would not.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the machine refused: {0}")]
pub struct HostError(pub String);

/// A machine that shows no number, starts nothing and keeps no files.
#[derive(Debug)]
pub struct NoHost;

impl Badge for NoHost {
    fn set(&self, _unread: u32) {}
}

impl Downloads for NoHost {
    fn save(&self, _name: &str, _content: &[u8]) -> io::Result<String> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

impl HostOptions for NoHost {
    fn has_tray(&self) -> bool {
        false
    }
    fn is_autostart(&self) -> Option<bool> {
        None
    }
    fn set_autostart(&self, _on: bool) -> Result<bool, HostError> {
        Err(HostError("nothing here starts programs".to_owned()))
    }
}

/// How the app lives on this machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct HostChoices {
    /// Closing the window hides it, and the app goes on in the background.
    pub close_to_tray: bool,
    /// The system starts the app. The system's own word: a person may have taken it back there.
    pub autostart: bool,
    /// Whether the system can start the app at all.
    pub can_autostart: bool,
    /// Whether an icon can be reached while the window is hidden.
    pub has_tray: bool,
}

/// What a person chose; what is left out stays as it is.
#[derive(Clone, Copy, Debug, Default, Deserialize, TS)]
pub struct ChooseHost {
    /// Closing the window hides it.
    #[serde(default)]
    #[ts(optional)]
    pub close_to_tray: Option<bool>,
    /// The system starts the app.
    #[serde(default)]
    #[ts(optional)]
    pub autostart: Option<bool>,
}

/// The names of the settings.
mod name {
    pub(super) const CLOSE_TO_TRAY: &str = "close_to_tray";
    pub(super) const TOLD_OF_HIDING: &str = "told_of_hiding";
}

impl Engine {
    /// How the app lives on this machine. What the files say is as if never chosen while they are not open.
    pub fn host_choices(&self) -> HostChoices {
        let options = &self.config().host;
        let autostart = options.is_autostart();
        HostChoices {
            close_to_tray: self.is_chosen(name::CLOSE_TO_TRAY),
            autostart: autostart.unwrap_or(false),
            can_autostart: autostart.is_some(),
            has_tray: options.has_tray(),
        }
    }

    /// Keeps what a person chose, and says how it stands now.
    ///
    /// # Errors
    /// When the files are not open or cannot be written, or the machine would not: then nothing has changed.
    pub fn choose_host(&self, chosen: ChooseHost) -> Result<HostChoices, Failure> {
        if let Some(on) = chosen.autostart {
            self.config().host.set_autostart(on).map_err(|error| {
                tracing::warn!(%error, "starting with the system");
                Failure::at(Code::Unknown, "autostart")
            })?;
        }
        if let Some(on) = chosen.close_to_tray {
            self.choose(name::CLOSE_TO_TRAY, on)?;
        }
        Ok(self.host_choices())
    }

    /// Whether the person is to be told how to find the hidden window again: once, on a machine that shows no icon.
    pub fn tell_of_hiding(&self) -> bool {
        !self.config().host.has_tray()
            && !self.is_chosen(name::TOLD_OF_HIDING)
            && self.choose(name::TOLD_OF_HIDING, true).is_ok()
    }

    fn is_chosen(&self, name: &str) -> bool {
        let account = self.account();
        account.is_ok_and(|account| account.store.read(|r| is_set(r, name)).unwrap_or(false))
    }

    fn choose(&self, name: &str, on: bool) -> Result<(), Failure> {
        let json = if on { "true" } else { "false" };
        Ok(self.account()?.store.write(Order::OutboxFirst, |w| setting::set(w, name, json))?)
    }
}

fn is_set(r: &impl Reads, name: &str) -> Result<bool, StoreError> {
    Ok(setting::get(r, name)?.as_deref() == Some("true"))
}
