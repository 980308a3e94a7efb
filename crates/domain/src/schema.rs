//! Schemas of the types that are a text on the wire.

use std::borrow::Cow;

use utoipa::{
    PartialSchema, ToSchema,
    openapi::{RefOr, schema::Schema},
};

macro_rules! text {
    ($($kind:ty => $name:literal),* $(,)?) => {$(
        impl PartialSchema for $kind {
            fn schema() -> RefOr<Schema> {
                String::schema()
            }
        }
        impl ToSchema for $kind {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed($name)
            }
        }
    )*};
}

text! {
    crate::scope::Scope => "Scope",
    crate::scope::Name => "Name",
    crate::date::YearMonth => "YearMonth",
    crate::date::Day => "Day",
}
