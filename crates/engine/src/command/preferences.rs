//! Language and theme.

use serde::Deserialize;
use store::{Order, table::setting};
use ts_rs::TS;

use crate::{
    Engine,
    account::name,
    failure::{Code, Failure},
    view::{Language, Theme},
};

/// What a person chose.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub(crate) struct DevicePreferences {
    language: Language,
    theme: Theme,
}

pub(crate) fn set_preferences(engine: &Engine, params: DevicePreferences) -> Result<(), Failure> {
    let account = engine.account()?;
    let json = |value: Result<String, serde_json::Error>| value.map_err(|_| Failure::of(Code::Invalid));
    let language = json(serde_json::to_string(&params.language))?;
    let theme = json(serde_json::to_string(&params.theme))?;
    account.store.write(Order::OutboxFirst, |w| {
        setting::set(w, name::LANGUAGE, &language)?;
        setting::set(w, name::THEME, &theme)
    })?;
    Ok(())
}
