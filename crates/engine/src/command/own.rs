//! What a person sets and keeps for themselves.

use domain::{
    Intent, NoticeId, RowId, Scope,
    record::{ProfileField, Setting},
};
use serde::Deserialize;
use store::Order;
use ts_rs::TS;

use super::{enqueue, queue};
use crate::{
    Engine,
    failure::{Code, Failure},
    query::{self, OfferParams},
};

/// What, and to what.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct SetSetting {
    value: Setting,
}

pub(crate) fn set_setting(engine: &Engine, params: SetSetting) -> Result<(), Failure> {
    let (account, me) = engine.signed_in()?;
    enqueue(engine, &account, me, Intent::Set { value: params.value })?;
    Ok(())
}

pub(crate) fn save_offer(engine: &Engine, params: OfferParams) -> Result<(), Failure> {
    let (account, me) = engine.signed_in()?;
    let OfferParams { organization, offer } = params;
    account.store.write(Order::OutboxFirst, |w| {
        if query::find_offer(w, Scope::Offers(organization), offer)?.is_none() {
            return Err(Failure::of(Code::NotFound));
        }
        queue(engine, w, me, Intent::SaveOffer { organization, offer })
    })?;
    engine.wake();
    Ok(())
}

pub(crate) fn unsave_offer(engine: &Engine, params: OfferParams) -> Result<(), Failure> {
    let (account, me) = engine.signed_in()?;
    enqueue(engine, &account, me, Intent::UnsaveOffer { offer: params.offer })?;
    Ok(())
}

/// The list of offers has been looked at: what is there now is no longer new. On this device alone.
pub(crate) fn see_offers(engine: &Engine) -> Result<(), Failure> {
    let (account, me) = engine.signed_in()?;
    if account.store.write(Order::CacheFirst, |w| query::see_offers(w, me))? {
        engine.changed(&["offers", "today"]);
    }
    Ok(())
}

/// What has been noticed.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct MarkNoticed {
    notice: NoticeId,
}

pub(crate) fn mark_noticed(engine: &Engine, params: MarkNoticed) -> Result<(), Failure> {
    let (account, me) = engine.signed_in()?;
    enqueue(engine, &account, me, Intent::MarkNoticed { notice: params.notice })?;
    Ok(())
}

/// 変更なし: values and entries that are still so.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct Confirm {
    fields: Vec<ProfileField>,
    rows: Vec<RowId>,
}

/// All in one write. What has been removed meanwhile has nothing to confirm.
pub(crate) fn confirm(engine: &Engine, params: Confirm) -> Result<(), Failure> {
    let (account, me) = engine.signed_in()?;
    let fields = params.fields.into_iter().map(|field| Intent::ConfirmField { field });
    let intents = fields.chain(params.rows.into_iter().map(|row| Intent::ConfirmRow { row }));
    account.store.write(Order::OutboxFirst, |w| {
        for intent in intents {
            match queue(engine, w, me, intent) {
                Err(Failure { code: Code::NotFound | Code::Gone, .. }) | Ok(_) => {}
                Err(failure) => return Err(failure),
            }
        }
        Ok(())
    })?;
    engine.wake();
    Ok(())
}
