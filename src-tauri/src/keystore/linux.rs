//! The Secret Service: GNOME Keyring, KWallet, KeePassXC.

use engine::KeystoreError;
use keyring_core::{CredentialStore, Error, Result};
use secret_service::{EncryptionType, Error as ServiceError, blocking::SecretService};
use std::{collections::HashMap, sync::Arc};
use zbus_secret_service_keyring_store::Store;

/// Its name in `sealed-by`.
pub const NAME: &str = "secret-service";

pub fn open() -> Result<Arc<CredentialStore>> {
    Ok(Store::new()?)
}

pub fn modifiers() -> Option<HashMap<&'static str, &'static str>> {
    Some(HashMap::from([("label", "ResumeX")]))
}

/// Only the collection tells: a search in a locked one finds nothing, or brings up the password dialogue.
pub fn is_locked() -> bool {
    collection(|collection| collection.is_locked()).unwrap_or(false)
}

/// The service shows its own password dialogue and answers when the person has.
pub fn ask() {
    if is_locked()
        && let Err(error) = collection(|collection| collection.unlock())
    {
        tracing::info!(%error, "the keyring stays locked");
    }
}

pub fn failure(error: Error) -> KeystoreError {
    match error {
        Error::NoStorageAccess(cause) | Error::PlatformFailure(cause) => {
            match cause.downcast_ref::<ServiceError>() {
                Some(ServiceError::Locked | ServiceError::Prompt) => KeystoreError::Locked,
                // No bus, no service on it, or a service that has no keyring to put anything into.
                Some(
                    ServiceError::Unavailable
                    | ServiceError::NoResult
                    | ServiceError::PromptDisconnected
                    | ServiceError::Zbus(_)
                    | ServiceError::ZbusFdo(_),
                ) => KeystoreError::Unavailable,
                Some(_) | None => KeystoreError::Failed(cause.to_string()),
            }
        }
        other => KeystoreError::Failed(other.to_string()),
    }
}

fn collection<T>(
    read: impl FnOnce(&secret_service::blocking::Collection<'_>) -> std::result::Result<T, ServiceError>,
) -> std::result::Result<T, ServiceError> {
    let service = SecretService::connect(EncryptionType::Plain)?;
    read(&service.get_default_collection()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_refusal_of_the_service_is_told_as_what_the_person_can_do() {
        let told = |error: ServiceError| failure(Error::NoStorageAccess(Box::new(error)));
        assert!(matches!(told(ServiceError::Locked), KeystoreError::Locked));
        assert!(matches!(told(ServiceError::Prompt), KeystoreError::Locked));
        assert!(
            matches!(told(ServiceError::NoResult), KeystoreError::Unavailable),
            "a service without a keyring can be neither unlocked nor waited for"
        );
        assert!(matches!(told(ServiceError::Unavailable), KeystoreError::Unavailable));
        assert!(matches!(told(ServiceError::Crypto("x")), KeystoreError::Failed(_)));
        assert!(matches!(failure(Error::BadStoreFormat("x".into())), KeystoreError::Failed(_)));
    }
}
