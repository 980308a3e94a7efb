//! The content of an attachment: fetched when it is looked at, and kept. What came before a network went is not asked for
//! again, and nothing is kept as this content that is another.

use std::sync::Arc;

use domain::{Scope, record::Attachment, wire::ProblemCode};
use futures_util::StreamExt;
use sha2::{Digest as _, Sha256};
use store::{
    Order, StoreError,
    table::{
        blob::PART,
        content::{self, Content},
    },
};

use super::heed;
use crate::{
    Account, Engine,
    api::{ApiError, Blob},
    failure::{Code, Failure},
    query::{self, AttachmentParams},
    transfer::Fetching,
};

/// Bytes of fetched content that are kept: 200 MiB. Beyond that the one goes that was used longest ago.
pub(super) const MOST_KEPT: u64 = 200 << 20;

/// Fetches the content of an attachment and keeps it. Does nothing when it is here, or on its way already.
pub(crate) async fn fetch_attachment(engine: &Engine, params: AttachmentParams) -> Result<(), Failure> {
    let (account, _) = engine.signed_in()?;
    let AttachmentParams { conversation, digest, .. } = params;
    let attachment = account.store.read(|r| query::attachment(r, params))?;
    let attachment = attachment.ok_or_else(|| Failure::of(Code::NotFound))?;
    if account.store.read(|r| query::is_here(r, conversation, digest))? {
        return Ok(());
    }
    let Some(_fetching) = Fetching::begin(engine, (conversation, digest)) else { return Ok(()) };
    let fetched = fetch(engine, &account, Scope::Conv(conversation), &attachment, params).await;
    match &fetched {
        Ok(()) => Ok(()),
        Err(Stopped::Never(code)) => {
            let name = serde_json::to_value(code).ok().and_then(|code| code.as_str().map(str::to_owned));
            account.store.write(Order::CacheFirst, |w| {
                content::fail(w, Scope::Conv(conversation), digest, &name.unwrap_or_default())
            })?;
            Err(Failure::of(*code))
        }
        Err(Stopped::Now(failure)) => Err(failure.clone()),
    }
}

/// Why a content did not come.
enum Stopped {
    /// Another time it may.
    Now(Failure),
    /// The server does not have it.
    Never(Code),
}

impl From<StoreError> for Stopped {
    fn from(error: StoreError) -> Self {
        Self::Now(error.into())
    }
}

async fn fetch(
    engine: &Engine,
    account: &Arc<Account>,
    scope: Scope,
    attachment: &Attachment,
    params: AttachmentParams,
) -> Result<(), Stopped> {
    let Attachment { digest, bytes, .. } = *attachment;
    let now = engine.config().clock.now();
    let begun = account.store.write(Order::CacheFirst, |w| content::begin(w, scope, digest, bytes, now))?;
    let begun = begun.ok_or(Stopped::Now(Failure::of(Code::NotFound)))?;
    let api = engine.api(account).map_err(Stopped::Now)?;
    match api.blob(params.conversation, digest, begun.got).await {
        Ok(blob) => Coming { account, scope, attachment }.keep(blob, &begun).await,
        Err(ApiError::Problem(problem)) if problem.code == ProblemCode::NotFound => Err(Stopped::Never(Code::NotFound)),
        Err(ApiError::Unreachable) => Err(Stopped::Now(Failure::of(Code::Offline))),
        Err(error) => {
            heed(engine, account, &api, &error).await;
            Err(Stopped::Now(error.into()))
        }
    }
}

/// A content that is coming.
struct Coming<'a> {
    account: &'a Account,
    scope: Scope,
    attachment: &'a Attachment,
}

impl Coming<'_> {
    /// Keeps what comes, part by part; the last part only when all of it is what it should be.
    async fn keep(&self, mut blob: Blob, begun: &Content) -> Result<(), Stopped> {
        let mut hash = Sha256::new();
        let mut got = blob.from;
        if got > 0 {
            hash.update(self.account.store.read(|r| content::parts(r, begun))?);
        } else if begun.got > 0 {
            self.account
                .store
                .write(Order::CacheFirst, |w| content::start_again(w, self.scope, self.attachment.digest))?;
        }
        let mut held = Vec::new();
        while let Some(bytes) = blob.body.next().await {
            let bytes = bytes.map_err(|error| Stopped::Now(ApiError::from(error).into()))?;
            hash.update(&bytes);
            held.extend_from_slice(&bytes);
            if held.len() > usize::try_from(self.attachment.bytes - got).unwrap_or(usize::MAX) {
                return Err(Stopped::Never(Code::BadAnswer));
            }
            // What may be the last part is held until it is known what all of it is.
            while held.len() > PART {
                let rest = held.split_off(PART);
                got = self.add(got, &held)?;
                held = rest;
            }
        }
        let is_whole = usize::try_from(self.attachment.bytes - got).is_ok_and(|rest| rest == held.len());
        if !is_whole {
            return Err(Stopped::Now(Failure::of(Code::Offline)));
        }
        if hash.finalize().as_slice() != self.attachment.digest.0 {
            return Err(Stopped::Never(Code::BadAnswer));
        }
        self.add(got, &held)?;
        self.account.store.write(Order::CacheFirst, |w| content::evict(w, MOST_KEPT))?;
        Ok(())
    }

    /// How much is here after a part.
    fn add(&self, got: u32, part: &[u8]) -> Result<u32, Stopped> {
        let digest = self.attachment.digest;
        let is_added =
            self.account.store.write(Order::CacheFirst, |w| content::add(w, self.scope, digest, got, part))?;
        match is_added {
            true => Ok(got.saturating_add(u32::try_from(part.len()).unwrap_or(u32::MAX))),
            // The conversation has gone meanwhile.
            false => Err(Stopped::Now(Failure::of(Code::NotFound))),
        }
    }
}
