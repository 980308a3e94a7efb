//! One list of methods; the router and the TypeScript types derive from it.

mod typescript;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
pub use typescript::TypeScript;

use crate::{
    Engine,
    command::{self, *},
    failure::{Code, Failure},
    query::{self, ConversationParams, OpParams},
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
        people() -> Vec<PersonItem> = query::people;
        profile() -> ProfileView = query::profile;
        outbox() -> Vec<OutboxItem> = query::outbox;
        conflict(OpParams) -> ConflictView = query::conflict;
        set_field(SetField) -> () = command::set_field;
        add_row(AddRow) -> NewRow = command::add_row;
        edit_row(EditRow) -> () = command::edit_row;
        remove_row(RemoveRow) -> () = command::remove_row;
        move_row(MoveRow) -> () = command::move_row;
        start_conversation(StartConversation) -> NewConversation = command::start_conversation;
        send_message(SendMessage) -> NewMessage = command::send_message;
        edit_message(EditMessage) -> () = command::edit_message;
        delete_message(DeleteMessage) -> () = command::delete_message;
        mark_read(ConversationParam) -> () = command::mark_read;
        save_draft(SaveDraft) -> () = command::save_draft;
        retry(OpParams) -> () = command::retry;
        discard(OpParams) -> () = command::discard;
        restore(OpParams) -> () = command::restore;
        settle(Settle) -> () = command::settle;
        set_preferences(Preferences) -> () = command::set_preferences;
        cancel_sign_in() -> () = session::cancel_sign_in;
        sync_now() -> () = sync::sync_now;
    }
    // About the network or the keystore, and so waiting for them.
    waiting {
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
