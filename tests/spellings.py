"""Words as readers type them: the other ways in which keyboards, input methods and habits spell a word of the site."""

import re
import unicodedata

WORDS = {
    "en": [
        "co-packaged", "all-reduce", "hollow-core", "all-to-all", "single-mode", "1.6T", "400G", "800G",
        "GPU", "FEC", "DSP", "H100", "PAM4", "NVLink", "InfiniBand", "copper", "retimer",
    ],
    "ja": [
        "サーバー", "光ファイバー", "トランシーバー", "トランシーバーの", "リタイマー", "データセンター", "レーザー",
        "メモリー", "モジュール", "銅ケーブル",
        "光リンク", "ボトルネック", "誤り訂正", "レーン", "GPU", "800G", "1.6T", "NVLink",
    ],
}  # fmt: skip
FULL = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}
DASHES = "\u2010\u2011\u2013\u2014\u2212\uff0d\u00ad"
HALF = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF61, 0xFFA0)}
VOICED = {"\u3099": "\uff9e", "\u309a": "\uff9f"}
LAST_MARK = re.compile(r"(?<=[ァ-ヺ]{2})ー(?![ァ-ヺー])")


def half(word: str) -> str:
    """Katakana in half width, voicing marks behind their letters."""
    return "".join(HALF.get(letter, VOICED.get(letter, letter)) for letter in unicodedata.normalize("NFD", word))


def spellings(word: str) -> list[str]:
    """Other ways to type a word, none of them the word itself."""
    ways = {word.upper(), word.lower(), word.translate(FULL), half(word), unicodedata.normalize("NFD", word)}
    ways |= {f"\u3000{word} ", f"{word[:2]}\u200b{word[2:]}", f"{word[:2]}\u00ad{word[2:]}", LAST_MARK.sub("", word)}
    ways |= {half(LAST_MARK.sub("", word)), word.upper().translate(FULL)}
    if "-" in word:
        ways |= {word.replace("-", dash) for dash in [*DASHES, " ", ""]}
    if re.fullmatch(r"[\d.]+[GT]", word):
        ways |= {f"{word[:-1]} {word[-1]}", f"{word[:-1]}\u3000{word[-1]}", f"{word[:-1]}\u00a0{word[-1]}"}
    return sorted(ways - {word})


def pairs(language: str) -> list[tuple[str, str]]:
    """(word, another spelling of it)."""
    return [(word, other) for word in WORDS[language] for other in spellings(word)]
