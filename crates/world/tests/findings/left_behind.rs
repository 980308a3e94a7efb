//! The scope of a conversation was gone for Ren, and then the answer to an op of his came, and brought its record back into it.
//! What is held and not named any more is asked for until the server has said that it is gone and nothing is left of it.

#[test]
fn nothing_stays_in_a_scope_that_is_gone() {
    super::plays(135, &[6, 9, 12, 29, 41]);
}
