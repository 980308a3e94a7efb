//! The words of the mails.

/// Subject and text of a sign-in code.
pub(super) fn code(code: &str, language: &str) -> (String, String) {
    if language == "en" {
        (
            format!("{code} is your ResumeX sign-in code"),
            format!(
                "Your sign-in code for ResumeX:\n\n    {code}\n\n\
                 Enter it in the app within 10 minutes. It works once, and only on the device that asked for it.\n\
                 Nobody from ResumeX will ever ask you for it.\n\n\
                 If you did not try to sign in, you can ignore this mail.\n"
            ),
        )
    } else {
        (
            format!("【ResumeX】サインインコード {code}"),
            format!(
                "ResumeX のサインインコードをお送りします。\n\n    {code}\n\n\
                 10分以内にアプリへ入力してください。お使いになれるのは、コードを請求した端末で一度だけです。\n\
                 ResumeX の運営者がこのコードをお尋ねすることはありません。\n\n\
                 お心当たりのない場合は、このメールを破棄してください。\n"
            ),
        )
    }
}
