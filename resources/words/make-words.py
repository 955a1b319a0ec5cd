#!/usr/bin/env python3
"""Makes words.txt, the 7,776 words of passphrases and of key comparison, from the SCOWL lists (Debian package "scowl").

Usage: make-words.py [/usr/share/dict/scowl] > words.txt

Frequent words come first (SCOWL sizes 10 and 20); size 35 fills up to 7,776, in an order fixed by a hash so that every
run gives the same list. Inflected forms are dropped where the base word is known: read aloud they are easily confused.
"""
import codecs
import hashlib
import re
import sys
from pathlib import Path

COUNT = 7776  # 6^5: one word is five throws of a die, 12.9 bits
FORM = re.compile(r"[a-z]{4,8}")

# Beginnings of words nobody should have to read aloud on the telephone; rot13, so that this file can be read aloud too.
UNWELCOME = codecs.decode(
    "nohf nffnf nff ncneg onfgneq ovgpu obzo obbo oernfg oebgury ohgg pnapre pbpnvar pbba pbpx penc pevccy phag qnza qrngu "
    "qrnq qvr qvpx qbcr qehax qlxr rebgv rfpbeg snt sneg srpny sryba shpx trabpv trabpvq tnat tnf tnl trax tbeql tnf tbq "
    "unat unfu ungr urebva urvy uryy ubzb ubezba ubfgnt uhatel vaprfg vagrepb wrj xvyy xaniv ynip yrfob yrcr yhfg yngva znff znfgh "
    "zbyrfg zheqre anxrq anml artyvt artebo arteb avttn ahqr betnf benl bcvhz betl cnrqb crqb crnf crvf cravf cbea cvff cvzc cvff "
    "cbvfba cbbc cebfgvg chff chxr dhrre encr encv encvfg erpghz ergneq evbg fnqvf fuvg fuvgg fuvgr fuvf funt fyhg fynir fynirel fyhz "
    "fcrez fgnova fgncu fhvpvq fhpx grfgvp grebevf greebe gubat gvggv gvgf gbegher genqhpr genfu glcuhf hevar hevan intvan ivbyra "
    "ibzvg juber jnax jrncba jbhaq mvbav fgno onagh ohttre qnttre "
    "uneybg yrfovna zbeba vqvbg creireg frzra frkr frkv genzc ivpgvz rkrphg objry znavnp ovtnz vasvqry yrfo srgvfu betnf ubzb rebgvp avccyr intva cravf travgny fpebg ubbxre ylapu znffnp nffnff fgenaty pevccy yhang",
    "rot13").split()
# Whole words, where the beginning alone would take good ones with it.
UNWELCOME_WHOLE = set(codecs.decode(
    "frk frkl frkrf frkhny tha thaf jne jnef ornfg obql oybbq oybbql pbecfr pevzr qrivy qeht qehtf vyy ehqr fvpx fva fvaf sng snvy fcnfz "
    "cvt cvtf chfu fphz qevax fbo ohz ohaf phz wrex fperj fperjf tevz tenir sbby fghcvq vqvbg zbeba qhzo htyl yhangvp znqzna fnirq abbfr "
    "ynqvrf oynpx juvgr lryybj erqarpx tlcfl whaxvr whaxl ubbxre uhfge fgevc fgbarq juvc juvcf obaqf gnzcba urfuvg nany nahf fperj qvcfuvg",
    "rot13").split())


def read(folder, size):
    text = (folder / f"english-words.{size}").read_text(encoding="iso-8859-1")
    return {word for word in text.split() if FORM.fullmatch(word)}


def bases(word):
    """What the word may be an inflection of."""
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith("ied") or word.endswith("ier"):
        yield word[:-3] + "y"
    if word.endswith("iest"):
        yield word[:-4] + "y"
    if word.endswith("ily"):
        yield word[:-3] + "y"
    for ending in ("s", "es", "d", "ed", "r", "er", "rs", "ers", "ing", "ings", "ly", "est", "st", "ness"):
        if word.endswith(ending):
            stem = word[: -len(ending)]
            yield stem
            yield stem + "e"
            if len(stem) > 2 and stem[-1] == stem[-2]:
                yield stem[:-1]


def welcome(word):
    return word not in UNWELCOME_WHOLE and not any(word.startswith(beginning) for beginning in UNWELCOME)


def main():
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/dict/scowl")
    layers = [read(folder, size) for size in (10, 20, 35)]
    known = set().union(*layers) | {w for w in (folder / "english-words.35").read_text(encoding="iso-8859-1").split() if re.fullmatch("[a-z]{3}", w)}
    chosen = set()
    for layer in layers:
        fresh = [w for w in layer - chosen if welcome(w) and not any(base in known and base != w for base in bases(w))]
        fresh.sort(key=lambda w: (len(w) > 7, hashlib.sha256(w.encode()).digest()))
        chosen |= set(fresh[: COUNT - len(chosen)])
    if len(chosen) != COUNT:
        sys.exit(f"only {len(chosen)} words")
    print("\n".join(sorted(chosen)))


if __name__ == "__main__":
    main()
