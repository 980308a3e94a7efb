//! In English.

use super::{DAY, HOUR, Purpose, Talk};

pub(super) const TALKS: &[Talk] = &[
    Talk {
        between: ("solbakkeningrid1", "kenta"),
        organization: 'c',
        purpose: Purpose::CatchUp,
        is_read: false,
        lines: &[
            (1, 10 * DAY, "Hei Kenta. Ingrid here, from Bergen. Do you remember the coolant pump in Stavanger?"),
            (
                2,
                10 * DAY - 8 * HOUR,
                "Hi Ingrid. Of course I remember. We stood in the water for two hours. How are you?",
            ),
            (
                1,
                10 * DAY - 10 * HOUR,
                "Dry, finally. I commission thrusters on ships now. Different machines, same wet shoes.",
            ),
            (2, 9 * DAY, "My English is still slow. Please be patient."),
            (1, 9 * DAY - 6 * HOUR, "Your English was always exact, that is better than fast."),
            (
                1,
                7 * DAY,
                "I have a question that is not about anybody's secrets. When you tune an axis with a lot of friction, do you still begin with the velocity loop and the integral switched off? My young colleagues start with auto tuning and then wonder why it hums.",
            ),
            (
                2,
                6 * DAY,
                "Yes. First I turn off the integral, then I listen. If it is quiet, I raise the gain until it begins to sing, then back by one third. Auto tuning is good for the second machine, not for the first one. Mr Ukai taught me this.",
            ),
            (
                1,
                6 * DAY - 7 * HOUR,
                "\"Until it begins to sing.\" I will put that on the wall. Say hello to Mr Ukai. He once corrected my report: eleven times \"maybe\".",
            ),
            (2, 5 * DAY, "He corrected my report too. Eleven times 「と思われる」. I think eleven is his number."),
            (
                1,
                5 * DAY - 9 * HOUR,
                "Ha. I will be in Japan in spring for a ship in Imabari. Would a visit to the factory be possible, as a guest?",
            ),
            (
                2,
                4 * DAY,
                "I asked Ms Takanashi. Alumni can visit as guests. She needs your name and the name of your company, and you cannot enter the new building. Is it OK?",
            ),
            (1, 70, "More than OK. I only want to see the canteen and the cherry trees."),
        ],
    },
    Talk {
        between: ("quintelamateus1", "misaki"),
        organization: 'c',
        purpose: Purpose::Other,
        is_read: true,
        lines: &[
            (
                1,
                29 * DAY,
                "Dear Ms Takanashi, this is Mateus Quintela. I worked at production engineering from 2014 to 2020. I need a certificate of employment in English for my engineer registration in Brazil. Can you help?",
            ),
            (
                2,
                29 * DAY - 12 * HOUR,
                "Dear Mateus, how nice to hear from you. Yes, we can issue it. Please tell me which items the office asks for: dates, title, working hours per week, description of duties?",
            ),
            (
                1,
                28 * DAY,
                "Dates, title, and a description of duties of about half a page. 日本語でもよいですが、翻訳の認証が高いので、英語がいいです。",
            ),
            (
                2,
                28 * DAY - 10 * HOUR,
                "Understood, in English then. I will ask Mr Kamata of production engineering to check the description. May I tell him it is for you?",
            ),
            (
                1,
                27 * DAY,
                "Of course. Please tell him that his drawing of the good and the bad workbench now hangs in Curitiba.",
            ),
            (
                2,
                22 * DAY,
                "He was speechless, then very happy. The certificate is ready. It goes to you by registered mail today, and a signed PDF by the secure link that I send separately.",
            ),
            (
                1,
                22 * DAY - 14 * HOUR,
                "Obrigado, ありがとうございます, thank you. If anybody from Umikaze comes to Brazil, the coffee is on me.",
            ),
            (2, 21 * DAY, "I will tell overseas support. They will form a queue."),
        ],
    },
    Talk {
        between: ("emily", "jogasakikyoko1"),
        organization: 'c',
        purpose: Purpose::CatchUp,
        is_read: true,
        lines: &[
            (1, 17 * DAY, "Kyoko-san, it's Emily. I heard you retired. I refuse to believe it."),
            (
                2,
                17 * DAY - 11 * HOUR,
                "Emily. I retired from meetings. I still interpret, but only for people who say thank you.",
            ),
            (1, 16 * DAY, "I'm leading a team of six now. Every week I hear myself say something you said to me."),
            (2, 16 * DAY - 9 * HOUR, "Which one? Not the one about the umbrella, I hope."),
            (
                1,
                15 * DAY,
                "\"Translate the worry, not the words.\" A customer was furious about a bolt, but what he feared was his boss. I wrote to the boss. It was solved in a day.",
            ),
            (2, 15 * DAY - 10 * HOUR, "Then you have learned everything I know. 花丸です。"),
            (
                1,
                14 * DAY,
                "I'll be in Shizuoka for two weeks in spring. If the little soba place by the station is still open, will you come?",
            ),
            (2, 14 * DAY - 8 * HOUR, "I will bring the umbrella."),
        ],
    },
];
