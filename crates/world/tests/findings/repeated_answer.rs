//! Hanako's desk blocked Ren and never heard the answer; her phone took the block back; the desk, which could read but not send,
//! read of that, and then sent its op again. The server answered as it had the first time, with the block that was no more; the
//! desk kept it, for what it had read past never came again. A repeated op is answered by what stands now.

#[test]
fn a_repeated_answer_brings_nothing_back() {
    super::plays(187, &[4, 5, 10, 12, 13, 15]);
}
