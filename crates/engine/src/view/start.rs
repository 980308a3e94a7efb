//! What the window needs first.

use domain::{
    Millis, OrgId, SessionId,
    record::{Era, PersonName},
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where the app stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// The keystore does not give the key now.
    Locked,
    /// There is no keystore on this machine.
    NoKeystore,
    /// The keystore works, and what it has does not open the files.
    KeyMissing,
    /// The app runs a second time on the same files; this one goes on when that one ends.
    InUse,
    /// There is no room to open the files.
    DiskFull,
    /// The files cannot be read or written.
    Unreadable,
    /// A newer version of the app wrote the files.
    Newer,
    /// Nobody is signed in.
    SignedOut,
    /// Signed in, and the lists have not come yet.
    FirstSync,
    /// Everything can be used, with or without a network.
    Ready,
}

/// The language of the UI.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// As the device.
    #[default]
    System,
    /// 日本語
    Ja,
    /// English
    En,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the device.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// How the device stands to the server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SyncState {
    /// Alike, as far as is known.
    Fresh,
    /// Being made alike.
    #[default]
    Syncing,
    /// The server is not reached.
    Offline,
    /// The server is not reached, because its certificate is not valid at the date of this device.
    WrongDate,
    /// The server answers, and not as it should, or asks to wait; it is asked again.
    ServerTrouble,
    /// The server does not understand this version of the app: what is here stays readable and unsent.
    NeedsUpdate,
    /// The session was ended elsewhere; what is here stays readable.
    SignedOutRemotely,
}

/// How much of a pull has come, in records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Progress {
    /// Come.
    pub done: u64,
    /// To come in all.
    pub total: u64,
}

/// The one truth about sync.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SyncStatus {
    /// How the device stands to the server.
    pub state: SyncState,
    /// When the last round ended well.
    pub last_sync_at: Option<Millis>,
    /// Ops that wait.
    pub unsent: u32,
    /// Ops the server will not carry out.
    pub refused: u32,
    /// Ops that contradict another edit.
    pub conflicts: u32,
    /// While the first pull runs.
    pub progress: Option<Progress>,
}

/// What the window needs first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Start {
    /// Where the app stands.
    pub phase: Phase,
    /// Who is signed in.
    pub me: Option<PersonName>,
    /// The server.
    pub server: Option<String>,
    /// The address signed in with.
    pub address: Option<String>,
    /// The language chosen.
    pub language: Language,
    /// The theme chosen.
    pub theme: Theme,
    /// Sync.
    pub status: SyncStatus,
    /// How years are written.
    pub era: Era,
    /// Organisations at whose desk one works.
    pub desks: Vec<DeskItem>,
    /// Unread messages in all conversations.
    pub unread: u32,
    /// False when nothing is kept on this device.
    pub saving: bool,
    /// The server of an invitation that was opened.
    pub invited_server: Option<String>,
    /// The cache was damaged and is being fetched again.
    pub cache_rebuilt: bool,
    /// What was not sent yet was damaged: of it, only what could be read is there.
    pub outbox_salvaged: bool,
}

/// A desk at which one works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DeskItem {
    /// Which organisation.
    pub organization: OrgId,
    /// Its name.
    pub name: String,
}

/// A signed-in device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SessionItem {
    /// Its id.
    pub id: SessionId,
    /// The name it gave itself.
    pub device: String,
    /// When it signed in.
    pub created_at: Millis,
    /// When it was last used, to the hour.
    pub last_used_at: Millis,
    /// Whether it is this one.
    pub current: bool,
}
