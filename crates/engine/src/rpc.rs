//! One list of methods; the router and the TypeScript types derive from it.

mod typescript;

use domain::record::Attachment;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
pub use typescript::TypeScript;

use crate::{
    Checks, ChooseHost, Engine, HostChoices,
    command::{self, *},
    failure::{Code, Failure},
    query::{
        self, AttachmentParams, ChoicesParams, ConversationParams, DeskParams, MembersParams, OfferParams,
        OffersParams, OpParams, PeopleParams, PersonParams, SearchParams, SeeAs,
    },
    session::{self, RedeemCode, RequestCode, RevokeSession, SignOut},
    sync,
    view::*,
};

macro_rules! methods {
    (@params) => { () };
    (@params $params:ty) => { $params };
    (
        plain { $($plain:ident($($plain_params:ty)?) -> $plain_result:ty = $plain_fn:path;)* }
        waiting { $($waiting:ident($($waiting_params:ty)?) -> $waiting_result:ty = $waiting_fn:path;)* }
    ) => {
        /// Calls a method by its name.
        pub(crate) async fn call(engine: &Engine, method: &str, params: Value) -> Result<Value, Failure> {
            match method {
                $(stringify!($plain) => {
                    let result: $plain_result = $plain_fn(engine $(, read::<$plain_params>(params)?)?)?;
                    answer(&result)
                })*
                $(stringify!($waiting) => {
                    let result: $waiting_result = $waiting_fn(engine $(, read::<$waiting_params>(params)?)?).await?;
                    answer(&result)
                })*
                _ => Err(Failure::of(Code::NotFound)),
            }
        }

        /// Whether a method works on the local store alone: when it fails, nothing was done.
        pub(crate) fn is_plain(method: &str) -> bool {
            [$(stringify!($plain),)*].contains(&method)
        }

        /// The names of all methods.
        pub const METHODS: &[&str] = &[$(stringify!($plain),)* $(stringify!($waiting),)*];

        /// Every method's parameters and result, and every type they name, as one TypeScript file.
        pub fn typescript() -> String {
            let mut file = TypeScript::default();
            $(file.method::<methods!(@params $($plain_params)?), $plain_result>(stringify!($plain));)*
            $(file.method::<methods!(@params $($waiting_params)?), $waiting_result>(stringify!($waiting));)*
            file.ty::<crate::Event>();
            file.ty::<Failure>();
            file.finish()
        }
    };
}

methods! {
    // Queries and commands: on the local store alone, so that no tap waits for the network.
    plain {
        start() -> Start = query::start;
        status() -> SyncStatus = query::status;
        inbox() -> Vec<InboxItem> = query::inbox;
        conversation(ConversationParams) -> ConversationPage = query::conversation;
        today() -> TodayView = query::today;
        people(PeopleParams) -> PeopleList = query::people;
        people_choices(ChoicesParams) -> PeopleChoices = query::people_choices;
        person(PersonParams) -> PersonView = query::person;
        profile() -> ProfileView = query::profile;
        see_as(SeeAs) -> SeenAs = query::see_as;
        search(SearchParams) -> SearchResults = query::search;
        offers(OffersParams) -> OfferList = query::offers;
        offer(OfferParams) -> OfferView = query::offer;
        desk(DeskParams) -> DeskView = query::desk;
        members(MembersParams) -> MemberList = query::members;
        desk_offers(DeskParams) -> Vec<DeskOfferView> = query::desk_offers;
        desk_offer(OfferParams) -> DeskOfferView = query::desk_offer;
        reports(DeskParams) -> Vec<ReportItem> = query::reports;
        settings() -> SettingsView = query::settings;
        outbox() -> Vec<OutboxItem> = query::outbox;
        conflict(OpParams) -> ConflictView = query::conflict;
        set_field(SetField) -> () = command::set_field;
        add_row(AddRow) -> NewRow = command::add_row;
        edit_row(EditRow) -> () = command::edit_row;
        remove_row(RemoveRow) -> () = command::remove_row;
        move_row(MoveRow) -> () = command::move_row;
        set_photo(SetPhoto) -> () = command::set_photo;
        confirm(Confirm) -> () = command::confirm;
        request_contact(RequestContact) -> NewConversation = command::request_contact;
        answer_request(AnswerRequest) -> () = command::answer_request;
        start_desk(StartDesk) -> NewConversation = command::start_desk;
        block(BlockPerson) -> () = command::block;
        unblock(UnblockPerson) -> () = command::unblock;
        report(ReportPerson) -> () = command::report;
        mark_noticed(MarkNoticed) -> () = command::mark_noticed;
        set_setting(SetSetting) -> () = command::set_setting;
        save_offer(OfferParams) -> () = command::save_offer;
        unsave_offer(OfferParams) -> () = command::unsave_offer;
        see_offers() -> () = command::see_offers;
        set_member(SetMember) -> () = command::set_member;
        add_offer(AddOffer) -> NewOffer = command::add_offer;
        edit_offer(EditOffer) -> () = command::edit_offer;
        publish_offer(OfferParams) -> () = command::publish_offer;
        close_offer(OfferParams) -> () = command::close_offer;
        remove_offer(OfferParams) -> () = command::remove_offer;
        close_report(CloseReport) -> () = command::close_report;
        send_message(SendMessage) -> NewMessage = command::send_message;
        edit_message(EditMessage) -> () = command::edit_message;
        delete_message(DeleteMessage) -> () = command::delete_message;
        mark_read(ConversationParam) -> () = command::mark_read;
        save_draft(SaveDraft) -> () = command::save_draft;
        attach(Attach) -> Attachment = command::attach;
        detach(Detach) -> () = command::detach;
        picture(AttachmentParams) -> Picture = query::picture;
        save_attachment(AttachmentParams) -> SavedFile = query::save_attachment;
        retry(OpParams) -> () = command::retry;
        discard(OpParams) -> () = command::discard;
        restore(OpParams) -> () = command::restore;
        settle(Settle) -> () = command::settle;
        set_preferences(DevicePreferences) -> () = command::set_preferences;
        checks() -> Checks = Engine::checks;
        check_now() -> () = Engine::check_now;
        host_choices() -> HostChoices = host_choices;
        choose_host(ChooseHost) -> HostChoices = Engine::choose_host;
        cancel_sign_in() -> () = session::cancel_sign_in;
        sync_now() -> () = sync::sync_now;
    }
    // About the network or the keystore, and so waiting for them.
    waiting {
        fetch_person(PersonParams) -> () = sync::fetch_person;
        fetch_attachment(AttachmentParams) -> () = sync::fetch_attachment;
        request_code(RequestCode) -> () = session::request_code;
        redeem_code(RedeemCode) -> () = session::redeem_code;
        sessions() -> Vec<SessionItem> = session::sessions;
        revoke_session(RevokeSession) -> () = session::revoke_session;
        sign_out(SignOut) -> () = session::sign_out;
        unlock() -> () = session::unlock;
        start_over() -> () = session::start_over;
        run_without_saving() -> () = session::run_without_saving;
    }
}

fn host_choices(engine: &Engine) -> Result<HostChoices, Failure> {
    Ok(engine.host_choices())
}

fn read<T: DeserializeOwned>(params: Value) -> Result<T, Failure> {
    serde_json::from_value(params).map_err(|error| {
        // The message may quote a value: only where it went wrong is told.
        tracing::debug!(category = ?error.classify(), "parameters of another shape");
        Failure::of(Code::Invalid)
    })
}

fn answer(result: &impl Serialize) -> Result<Value, Failure> {
    serde_json::to_value(result).map_err(|_| Failure::of(Code::Unknown))
}

#[cfg(test)]
mod tests {
    /// The file that the UI is compiled against.
    const GENERATED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/src/ipc/gen/types.ts");

    #[test]
    fn the_generated_types_are_those_of_today() {
        let today = super::typescript();
        if std::env::var_os("RESUMEX_GENERATE").is_some() {
            std::fs::write(GENERATED, &today).unwrap();
        }
        let committed = std::fs::read_to_string(GENERATED).unwrap();
        assert!(committed == today, "stale: run `cargo xtask gen`");
    }
}
