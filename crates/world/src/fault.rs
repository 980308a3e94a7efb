//! Faults that are planted in the real code, to see that the story fails.

/// A fault of the engine, its store or the server: what the code does instead of what it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Planted {
    /// How far a scope has been read is written before its rows.
    CursorBeforeRows,
    /// What waits to be sent is not laid over what a pull has brought.
    ViewKept,
    /// A scope that may not be read any more stays.
    ScopeLeft,
    /// Its messages stay.
    MessagesLeft,
    /// A scope that is read anew keeps rows that did not come again.
    OldRowsStay,
    /// A state that cannot be continued is kept.
    StateKept,
    /// What was written last is sent first.
    NewestFirst,
    /// An op leaves the outbox before its answer is in the cache.
    OpRemovedFirst,
    /// A refusal is taken for an answer like any other.
    RefusalIsSuccess,
    /// What is sent stays a draft.
    DraftKept,
    /// Screens are told before the commit.
    ToldEarly,
    /// The server does not keep which ops it has carried out.
    OpUnchecked,
    /// The server does not tell what is gone.
    TombstoneSkipped,
    /// The server continues states of another epoch, and over what it has forgotten.
    EpochIgnored,
    /// The server does not count its last record of each batch.
    HeadKept,
    /// A read mark goes back.
    MarkGoesBack,
    /// A message is not counted as unread.
    UnreadKept,
    /// The last edit of a value wins, whatever it was made from.
    BaseIgnored,
}

impl Planted {
    /// Every fault.
    pub const ALL: [Self; 18] = [
        Self::CursorBeforeRows,
        Self::ViewKept,
        Self::ScopeLeft,
        Self::MessagesLeft,
        Self::OldRowsStay,
        Self::StateKept,
        Self::NewestFirst,
        Self::OpRemovedFirst,
        Self::RefusalIsSuccess,
        Self::DraftKept,
        Self::ToldEarly,
        Self::OpUnchecked,
        Self::TombstoneSkipped,
        Self::EpochIgnored,
        Self::HeadKept,
        Self::MarkGoesBack,
        Self::UnreadKept,
        Self::BaseIgnored,
    ];

    /// Its fail point.
    pub const fn point(self) -> &'static str {
        match self {
            Self::CursorBeforeRows => "engine::cursor_before_rows",
            Self::ViewKept => "engine::view_kept",
            Self::ScopeLeft => "engine::scope_left",
            Self::MessagesLeft => "store::messages_left",
            Self::OldRowsStay => "engine::old_rows_stay",
            Self::StateKept => "engine::state_kept",
            Self::NewestFirst => "engine::newest_first",
            Self::OpRemovedFirst => "engine::op_removed_first",
            Self::RefusalIsSuccess => "engine::refusal_is_success",
            Self::DraftKept => "engine::draft_kept",
            Self::ToldEarly => "store::told_early",
            Self::OpUnchecked => "server::op_unchecked",
            Self::TombstoneSkipped => "server::tombstone_skipped",
            Self::EpochIgnored => "server::epoch_ignored",
            Self::HeadKept => "server::head_kept",
            Self::MarkGoesBack => "server::mark_goes_back",
            Self::UnreadKept => "server::unread_kept",
            Self::BaseIgnored => "server::base_ignored",
        }
    }

    /// The words of the promises one of which must be found broken.
    pub const fn breaks(self) -> &'static [&'static str] {
        match self {
            // A device that notices by itself mends it before two of them are compared.
            Self::CursorBeforeRows | Self::HeadKept => &["SAME", "SUM"],
            // What is not read any more is not counted either.
            Self::StateKept => &["SAME", "SUM", "UNREAD"],
            Self::ViewKept => &["VIEW", "RESTART"],
            Self::ScopeLeft | Self::MessagesLeft => &["GONE", "SUM"],
            Self::OldRowsStay | Self::TombstoneSkipped => &["SAME", "SUM", "GONE"],
            Self::NewestFirst => &["ORDER"],
            Self::OpRemovedFirst => &["OWN"],
            Self::RefusalIsSuccess => &["TOLD"],
            Self::DraftKept => &["DRAFT"],
            Self::ToldEarly => &["EVENT"],
            Self::OpUnchecked => &["ONCE"],
            Self::EpochIgnored => &["EPOCH"],
            Self::MarkGoesBack | Self::UnreadKept => &["UNREAD"],
            Self::BaseIgnored => &["SAW"],
        }
    }
}
