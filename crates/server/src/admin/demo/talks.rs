//! What the people of the demo world who are written by hand write to each other.

use super::content::talks::{Talk, requests::Purpose};

const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

pub(super) const TALKS: &[Talk] = &[
    Talk {
        between: ("kenta", "hanako"),
        organization: 'c',
        purpose: Purpose::KnowHow,
        is_read: false,
        lines: &[
            (1, 6 * DAY + 30, "佐倉さん、ご無沙汰しています。制御技術部の水沢です。お元気ですか。"),
            (2, 6 * DAY, "水沢くん！元気ですよ。そちらは繁忙期を抜けたころかな。"),
            (
                1,
                5 * DAY + 20 * HOUR,
                "ちょうど一段落したところです。実は、佐倉さんが作ってくださった送り速度の補正のところを、今度大きく書き直すことになりまして。",
            ),
            (
                1,
                5 * DAY + 20 * HOUR - 3,
                "当時どうしてあの順番で計算しているのか、覚えていらっしゃったら教えていただけないでしょうか。",
            ),
            (
                2,
                5 * DAY + 2 * HOUR,
                "懐かしい。あれは熱変位の補正を先にしないと、低速のときに段が出るんです。北陸のお客さまの現場で一週間かけて分かりました。",
            ),
            (2, 5 * DAY + 2 * HOUR - 2, "社外秘の数字は覚えていないし書けないけれど、考え方なら話せますよ。"),
            (1, 4 * DAY, "段が出る、まさにそれで困っていました。考え方だけで十分です。ありがとうございます。"),
            (2, 3 * DAY + 5 * HOUR, "土曜の午前なら、30分くらい通話できます。"),
            (1, 3 * DAY, "土曜の10時でお願いできますか。部長の中瀬も、よろしければご挨拶したいと申しております。"),
            (2, 2 * DAY + 8 * HOUR, "10時で大丈夫です。中瀬さんにもよろしくお伝えください。"),
            (1, 2 * HOUR, "ありがとうございます。土曜の件、会議のリンクを前日にお送りします。"),
            (1, 2 * HOUR - 1, "それから、来月の展示会で新しい機械を出します。招待状をお送りしてもいいですか。"),
        ],
    },
    Talk {
        between: ("misaki", "hanako"),
        organization: 'c',
        purpose: Purpose::CatchUp,
        is_read: false,
        lines: &[
            (
                1,
                12 * DAY,
                "佐倉様\nアルムナイ事務局の高梨です。ご登録ありがとうございます。\n近況を社内報のアルムナイ欄でご紹介してもよろしいでしょうか。お名前を出さない形でもかまいません。",
            ),
            (
                2,
                11 * DAY + 3 * HOUR,
                "ご連絡ありがとうございます。名前を出していただいて大丈夫です。\n勤務先の名前だけ伏せていただけますか。",
            ),
            (1, 11 * DAY, "承知しました。原稿ができましたら、掲載前に必ずご確認いただきます。"),
            (
                1,
                4 * HOUR,
                "原稿ができました。ご都合のよいときにご覧ください。\n直したいところがあれば、遠慮なくお知らせください。",
            ),
        ],
    },
    Talk {
        between: ("takumi", "hanako"),
        organization: 'c',
        purpose: Purpose::WorkTogether,
        is_read: true,
        lines: &[
            (1, 9 * DAY, "早瀬です。営業にいたころは、現地調整で何度も助けてもらいました。"),
            (2, 9 * DAY - 2 * HOUR, "早瀬さん！工場を継がれたと聞いていました。順調ですか。"),
            (
                1,
                8 * DAY,
                "おかげさまで。医療機器の試作部品の引き合いが増えていて、少し業界のことを教えてもらえたらと思って。",
            ),
            (
                2,
                8 * DAY - 5 * HOUR,
                "もちろん。まずは品質の認証のところから話すのがよさそうですね。来週の夜はいかがですか。",
            ),
            (1, 7 * DAY, "水曜の20時でお願いします！"),
        ],
    },
    Talk {
        between: ("emily", "hanako"),
        organization: 'c',
        purpose: Purpose::CatchUp,
        is_read: false,
        lines: &[
            (
                1,
                7 * DAY,
                "Hi Hanako! I found you in the alumni directory. It has been ages since the Leeds installation.",
            ),
            (2, 7 * DAY - 6 * HOUR, "Emily! So good to hear from you. I still have the mug from that trip."),
            (
                1,
                6 * DAY,
                "Ha, mine broke last year. Do you still drop by Shizuoka? I will be there in spring for two weeks.",
            ),
            (2, 5 * DAY + 4 * HOUR, "I live two stations away now. Let's have dinner, and invite Kenta as well."),
            (
                1,
                DAY + 3 * HOUR,
                "Perfect. I'll send dates once my flights are booked. Is the little soba place by the station still open?",
            ),
        ],
    },
    Talk {
        between: ("yui", "hanako"),
        organization: 'u',
        purpose: Purpose::WorkTogether,
        is_read: true,
        lines: &[
            (1, 5 * DAY, "佐倉先輩、同じ大学でしかも同じ会社だったと、いま気づきました。"),
            (2, 5 * DAY - HOUR, "デザイン室の渡良瀬さんですよね。操作パネル、現場でとても好評でした。"),
            (1, 4 * DAY + 12 * HOUR, "うれしいです。いまはフリーで、医療機器の画面もやってみたいと思っています。"),
            (2, 4 * DAY, "うちでもちょうど画面の見直しの話が出ています。社内で聞いてみますね。"),
        ],
    },
    Talk {
        between: ("ren", "hanako"),
        organization: 'u',
        purpose: Purpose::Event,
        is_read: true,
        lines: &[
            (1, 20 * DAY, "加茂です。情報工学科の同期会、12月の第一土曜でどう？"),
            (2, 20 * DAY - 3 * HOUR, "行きます！場所はいつもの店？"),
            (1, 19 * DAY, "いつもの店で押さえます。いまのところ14人。"),
        ],
    },
    Talk {
        between: ("aoi", "hanako"),
        organization: 'u',
        purpose: Purpose::AlumniVisit,
        is_read: false,
        lines: &[
            (1, DAY + 6 * HOUR, "はじめまして。情報工学科3年の小暮と申します。突然のご連絡で失礼いたします。"),
            (
                1,
                DAY + 6 * HOUR - 4,
                "組込みソフトの仕事について、お話をうかがえないでしょうか。就職活動の前に、実際の一日の様子を知りたいと思っています。",
            ),
            (2, DAY, "はじめまして、佐倉です。ご連絡ありがとうございます。メッセージでもよければ、いつでもどうぞ。"),
            (1, 40, "ありがとうございます！さっそくですが、学生のうちにやっておいてよかったことは何ですか。"),
        ],
    },
    Talk {
        between: ("daichi", "kenta"),
        organization: 'c',
        purpose: Purpose::Other,
        is_read: true,
        lines: &[
            (1, 3 * DAY + 2 * HOUR, "佐倉さんとの打合せ、私も最初の5分だけ入っていいかな。"),
            (2, 3 * DAY + HOUR, "もちろんです。佐倉さんにもお伝えしておきます。"),
            (1, 2 * DAY, "ありがとう。展示会の招待もお願いします。"),
        ],
    },
    Talk {
        between: ("misaki", "kenta"),
        organization: 'c',
        purpose: Purpose::Event,
        is_read: false,
        lines: &[
            (1, DAY, "水沢さん、展示会のアルムナイ招待枠が10名分とれました。お声がけしたい方はいますか。"),
            (2, 20 * HOUR, "佐倉さんと早瀬さんをお願いします。"),
            (1, 3 * HOUR, "承知しました。お二人に招待状をお送りしますね。"),
        ],
    },
];
