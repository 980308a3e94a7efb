//! Talks with the organizers' desk (事務局).

use super::{DAY, HOUR};

/// Who wrote a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// The person whose talk it is.
    Person,
    /// An organizer, by key.
    Organizer(&'static str),
}

/// A person's talk with a desk.
pub(crate) struct DeskTalk {
    /// Key of the person.
    pub(crate) person: &'static str,
    /// `c`, `u` or `a`: whose desk.
    pub(crate) organization: char,
    /// Who, how many minutes ago, what; oldest first.
    pub(crate) lines: &'static [(Side, i64, &'static str)],
    /// Whether both sides have read to the end.
    pub(crate) is_read: bool,
}

use Side::{Organizer, Person};

/// Every talk with a desk.
pub(crate) const DESK: &[DeskTalk] = &[
    DeskTalk {
        person: "hanako",
        organization: 'c',
        is_read: true,
        lines: &[
            (
                Person,
                30 * DAY,
                "在籍証明書の発行は、こちらにお願いすればよいでしょうか。保育園に出すもので、2013年から2021年までの在籍が分かれば十分です。",
            ),
            (
                Organizer("misaki"),
                30 * DAY - 3 * HOUR,
                "佐倉さん、こちらで承ります。在籍期間だけの証明でしたら、3営業日でお出しできます。送り先は、ご登録の住所でよろしいですか。",
            ),
            (Person, 30 * DAY - 4 * HOUR, "はい、登録の住所でお願いします。先月、引っ越し後の住所に直しました。"),
            (Organizer("misaki"), 28 * DAY, "本日発送しました。届かないときはお知らせください。"),
            (Person, 26 * DAY, "届きました。ありがとうございました。"),
        ],
    },
    DeskTalk {
        person: "togashitakashi1",
        organization: 'c',
        is_read: true,
        lines: &[
            (Person, 9 * DAY, "じが ちいさくて よめない　おおきくなりますか"),
            (
                Organizer("misaki"),
                9 * DAY - 40,
                "冨樫さん、こんにちは。スマートフォンの設定で文字を大きくすると、このアプリの字も大きくなります。よろしければ、お電話でいっしょに設定しましょうか。",
            ),
            (Person, 9 * DAY - 60, "まごが きたので できました　おおきい"),
            (Organizer("misaki"), 9 * DAY - 70, "よかったです。お孫さんにもよろしくお伝えください。"),
        ],
    },
    DeskTalk {
        person: "kenta",
        organization: 'c',
        is_read: true,
        lines: &[
            (
                Person,
                5 * DAY - 30,
                "先ほど通報した穂積さんの件です。勧誘のメッセージが続いています。ほかの同期にも届いているようです。",
            ),
            (
                Organizer("misaki"),
                5 * DAY - 4 * HOUR,
                "水沢さん、お知らせありがとうございます。通報していただいたメッセージだけを確認しました。会員規約の勧誘の禁止にあたるため、ご本人に注意をお伝えします。",
            ),
            (
                Organizer("misaki"),
                4 * DAY,
                "ご本人に注意をし、今後送らないとの返事がありました。届いた方がほかにもいらっしゃる場合は、通報をお願いできると助かります。水沢さんのお名前は伝えていません。",
            ),
            (Person, 4 * DAY - 2 * HOUR, "ありがとうございます。同期にも伝えます。"),
        ],
    },
    DeskTalk {
        person: "aoi",
        organization: 'u',
        is_read: false,
        lines: &[
            (
                Person,
                8 * DAY - 3 * HOUR,
                "情報工学科の小暮です。卒業生の方から夜に二人での食事に誘われ、お断りしたのですが、続けて連絡がきて困っています。",
            ),
            (
                Organizer("sakura"),
                8 * DAY - 4 * HOUR,
                "小暮さん、校友課の吉永です。知らせてくださってありがとうございます。怖い思いをさせてしまい、申し訳ありません。\nお返事はしなくて大丈夫です。画面の「ブロック」で、相手から小暮さんのことが見えなくなります。通報していただくと、選んだメッセージだけを私が確認します。",
            ),
            (Person, 8 * DAY - 5 * HOUR, "ブロックして、通報しました。ほかの人に知られることはありますか。"),
            (
                Organizer("sakura"),
                8 * DAY - 5 * HOUR - 20,
                "私と、校友課長の二人だけが知ります。相手に小暮さんのお名前は伝えません。大学のハラスメント相談室にもおつなぎできます。相談するかどうかは、小暮さんが決めてください。",
            ),
            (Person, 7 * DAY, "まずは大丈夫です。ありがとうございます。少し安心しました。"),
            (
                Organizer("sakura"),
                2 * DAY,
                "ご報告です。相手の方は、この大学のネットワークの利用を停止しました。今後、同じようなことがあれば、どんなに小さなことでも知らせてください。",
            ),
        ],
    },
    DeskTalk {
        person: "mashibarie1",
        organization: 'u',
        is_read: true,
        lines: &[
            (Person, 12 * DAY, "真柴（旧姓 大滝）です。卒業証明書が旧姓のままですが、再発行で名前は変わりますか。"),
            (
                Organizer("sakura"),
                12 * DAY - 5 * HOUR,
                "真柴さん、お世話になっております。証明書は卒業当時のお名前で発行する決まりです。旧姓と現在のお名前が分かる書類を添えれば、提出先で通ることがほとんどです。",
            ),
            (Person, 11 * DAY, "承知しました。この名簿では、どちらの名前でも探せるようになっていて助かっています。"),
            (
                Organizer("sakura"),
                11 * DAY - 2 * HOUR,
                "ありがとうございます。旧姓を出すかどうかは、公開範囲でいつでも変えられます。",
            ),
        ],
    },
    DeskTalk {
        person: "igarashimiwa1",
        organization: 'a',
        is_read: false,
        lines: &[
            (
                Person,
                3 * DAY,
                "事務局さま、五十嵐です。転居にともない、東支部から中支部に移りたいです。若手技術者部会はそのまま続けられますか。",
            ),
            (
                Organizer("takatorimasako1"),
                3 * DAY - 5 * HOUR,
                "五十嵐さん、鷹取です。支部の異動は月末に手続きします。部会は支部と関係なく続けられます。部会の定年の45歳まで、あと4年ですね。",
            ),
            (Person, 3 * DAY - 6 * HOUR, "その定年、引き上げの提案を出そうと思っています。"),
            (
                Organizer("takatorimasako1"),
                85,
                "理事会の議題の締切りは来週の金曜です。提案書のひな形をお送りしますので、A4一枚にまとめてください。わたしは賛成です。",
            ),
        ],
    },
];
