"""The words of the English-Chinese sentences: those of every day, and those of the office for question 18."""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["thing", "text", "food", "animal", "person"]
Tense = Literal["present", "past", "progressive", "future"]


class Verb(NamedTuple):
    """A verb in its English forms and in Chinese; `objects` are the kinds of nouns that it takes.

    A state has no progressive form, and its past would need another Chinese sentence: it stands in the present alone.
    """

    base: str
    third: str
    past: str
    ing: str
    zh: str
    objects: tuple[Kind, ...]
    state: bool = False


class Noun(NamedTuple):
    """A noun, its plural, its measure word and the Chinese noun."""

    en: str
    plural: str
    measure: str
    zh: str
    kind: Kind


class Subject(NamedTuple):
    """A subject; `plural` in the grammar's sense: "I" and "they" take the verb's base form."""

    en: str
    zh: str
    plural: bool = False


class Vocabulary(NamedTuple):
    """One domain's subjects, verbs, nouns, and places (with their prepositions)."""

    subjects: tuple[Subject, ...]
    verbs: tuple[Verb, ...]
    nouns: tuple[Noun, ...]
    places: tuple[tuple[str, str], ...]


_GOODS: tuple[Kind, ...] = ("thing", "text", "food", "animal")
_WARES: tuple[Kind, ...] = ("thing", "text")

DAILY = Vocabulary(
    subjects=(
        Subject("I", "我", True), Subject("you", "你", True), Subject("he", "他"), Subject("she", "她"),
        Subject("we", "我们", True), Subject("they", "他们", True), Subject("the teacher", "老师"),
        Subject("the doctor", "医生"), Subject("the nurse", "护士"), Subject("the driver", "司机"),
        Subject("the farmer", "农民"), Subject("the cook", "厨师"), Subject("the writer", "作家"),
        Subject("the girl", "女孩"), Subject("the boy", "男孩"), Subject("my mother", "我的妈妈"),
        Subject("his father", "他的爸爸"), Subject("our neighbour", "我们的邻居"), Subject("Anna", "安娜"),
        Subject("Li Ming", "李明"), Subject("the old man", "老人"), Subject("the children", "孩子们", True),
    ),
    verbs=(
        Verb("buy", "buys", "bought", "buying", "买", _GOODS),
        Verb("sell", "sells", "sold", "selling", "卖", _GOODS),
        Verb("bring", "brings", "brought", "bringing", "带来", _GOODS),
        Verb("draw", "draws", "drew", "drawing", "画", ("thing", "food", "animal", "person")),
        Verb("wash", "washes", "washed", "washing", "洗", ("thing", "food", "animal")),
        Verb("repair", "repairs", "repaired", "repairing", "修理", ("thing",)),
        Verb("borrow", "borrows", "borrowed", "borrowing", "借", _WARES),
        Verb("use", "uses", "used", "using", "用", _WARES),
        Verb("hide", "hides", "hid", "hiding", "藏", _WARES),
        Verb("read", "reads", "read", "reading", "读", ("text",)),
        Verb("write", "writes", "wrote", "writing", "写", ("text",)),
        Verb("translate", "translates", "translated", "translating", "翻译", ("text",)),
        Verb("eat", "eats", "ate", "eating", "吃", ("food",)),
        Verb("cook", "cooks", "cooked", "cooking", "煮", ("food",)),
        Verb("feed", "feeds", "fed", "feeding", "喂", ("animal",)),
        Verb("help", "helps", "helped", "helping", "帮助", ("person", "animal")),
        Verb("visit", "visits", "visited", "visiting", "拜访", ("person",)),
        Verb("look for", "looks for", "looked for", "looking for", "寻找", (*_GOODS, "person")),
        Verb("like", "likes", "liked", "", "喜欢", (*_GOODS, "person"), state=True),
        Verb("need", "needs", "needed", "", "需要", (*_GOODS, "person"), state=True),
    ),
    nouns=(
        Noun("bicycle", "bicycles", "辆", "自行车", "thing"), Noun("car", "cars", "辆", "汽车", "thing"),
        Noun("chair", "chairs", "把", "椅子", "thing"), Noun("umbrella", "umbrellas", "把", "雨伞", "thing"),
        Noun("table", "tables", "张", "桌子", "thing"), Noun("bed", "beds", "张", "床", "thing"),
        Noun("shirt", "shirts", "件", "衬衫", "thing"), Noun("coat", "coats", "件", "大衣", "thing"),
        Noun("skirt", "skirts", "条", "裙子", "thing"), Noun("computer", "computers", "台", "电脑", "thing"),
        Noun("camera", "cameras", "台", "相机", "thing"), Noun("cup", "cups", "个", "杯子", "thing"),
        Noun("bag", "bags", "个", "包", "thing"), Noun("flower", "flowers", "朵", "花", "thing"),
        Noun("book", "books", "本", "书", "text"), Noun("dictionary", "dictionaries", "本", "词典", "text"),
        Noun("magazine", "magazines", "本", "杂志", "text"), Noun("newspaper", "newspapers", "份", "报纸", "text"),
        Noun("letter", "letters", "封", "信", "text"), Noun("poem", "poems", "首", "诗", "text"),
        Noun("apple", "apples", "个", "苹果", "food"), Noun("egg", "eggs", "个", "鸡蛋", "food"),
        Noun("banana", "bananas", "根", "香蕉", "food"), Noun("carrot", "carrots", "根", "胡萝卜", "food"),
        Noun("cat", "cats", "只", "猫", "animal"), Noun("bird", "birds", "只", "鸟", "animal"),
        Noun("dog", "dogs", "条", "狗", "animal"), Noun("fish", "fish", "条", "鱼", "animal"),
        Noun("horse", "horses", "匹", "马", "animal"), Noun("cow", "cows", "头", "牛", "animal"),
        Noun("student", "students", "个", "学生", "person"), Noun("friend", "friends", "个", "朋友", "person"),
        Noun("singer", "singers", "位", "歌手", "person"), Noun("artist", "artists", "位", "画家", "person"),
    ),
    places=(
        ("in the park", "公园"), ("at school", "学校"), ("at home", "家里"), ("in the kitchen", "厨房"),
        ("in the library", "图书馆"), ("at the market", "市场"), ("at the station", "车站"), ("in the garden", "花园"),
        ("in the hospital", "医院"), ("in the village", "村里"),
    ),
)  # fmt: skip

OFFICE = Vocabulary(
    subjects=(
        Subject("the manager", "经理"), Subject("the secretary", "秘书"), Subject("the lawyer", "律师"),
        Subject("the customers", "客户们", True), Subject("the engineer", "工程师"), Subject("our boss", "我们的老板"),
    ),
    verbs=(
        Verb("sign", "signs", "signed", "signing", "签", ("text",)),
        Verb("print", "prints", "printed", "printing", "打印", ("text",)),
        Verb("send", "sends", "sent", "sending", "寄", _WARES),
        Verb("check", "checks", "checked", "checking", "检查", _WARES),
        Verb("order", "orders", "ordered", "ordering", "订购", ("thing",)),
        Verb("invite", "invites", "invited", "inviting", "邀请", ("person",)),
    ),
    nouns=(
        Noun("contract", "contracts", "份", "合同", "text"), Noun("report", "reports", "份", "报告", "text"),
        Noun("ticket", "tickets", "张", "票", "text"), Noun("printer", "printers", "台", "打印机", "thing"),
        Noun("key", "keys", "把", "钥匙", "thing"), Noun("lamp", "lamps", "盏", "灯", "thing"),
        Noun("expert", "experts", "位", "专家", "person"), Noun("partner", "partners", "位", "伙伴", "person"),
    ),
    places=(("in the meeting room", "会议室"), ("at the bank", "银行"), ("at the airport", "机场"),
            ("in the office", "办公室")),
)  # fmt: skip

DETERMINERS: tuple[tuple[str, str, bool], ...] = (
    ("a", "一", False), ("this", "这", False), ("that", "那", False), ("two", "两", True), ("three", "三", True),
    ("four", "四", True), ("five", "五", True), ("ten", "十", True),
)  # fmt: skip
"""English, Chinese (a measure word follows), and whether the noun is in the plural."""

ADJECTIVES: tuple[tuple[str, str, tuple[Kind, ...]], ...] = (
    ("red", "红色的", ("thing",)), ("blue", "蓝色的", ("thing",)), ("green", "绿色的", ("thing",)),
    ("black", "黑色的", ("thing", "animal")), ("white", "白色的", ("thing", "animal")),
    ("new", "新的", ("thing", "text")), ("old", "旧的", ("thing", "text")), ("expensive", "昂贵的", ("thing", "food")),
    ("cheap", "便宜的", ("thing", "food")), ("interesting", "有趣的", ("text", "person")), ("long", "长的", ("text",)),
    ("sweet", "甜的", ("food",)), ("fresh", "新鲜的", ("food",)), ("big", "大的", ("thing", "food", "animal")),
    ("small", "小的", ("thing", "food", "animal")), ("famous", "著名的", ("person",)),
    ("clever", "聪明的", ("person", "animal")),
)  # fmt: skip

TIMES: dict[Tense, tuple[tuple[str, str], ...]] = {
    "present": (("every day", "每天"), ("on Sundays", "每个星期天"), ("in winter", "冬天")),
    "past": (("yesterday", "昨天"), ("last week", "上周"), ("two days ago", "两天前"), ("last year", "去年")),
    "progressive": (("now", "现在"), ("at the moment", "此刻")),
    "future": (("tomorrow", "明天"), ("next week", "下周"), ("tonight", "今晚"), ("in three days", "三天后")),
}

MODALS: tuple[tuple[str, str, str], ...] = (
    ("can", "can", "能"),
    ("must", "must", "必须"),
    ("want to", "wants to", "想"),
)
"""English after a plural and a singular subject, and Chinese."""
