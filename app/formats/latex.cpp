#include "app/formats/latex.h"

#include <QtCore/QHash>
#include <QtCore/QRegularExpression>

using namespace Qt::StringLiterals;

namespace baton::formats {

namespace {

/// Accent command to combining character.
QChar accent(const QString &command)
{
    static const QHash<QString, QChar> all { { u"`"_s, QChar(0x0300) }, { u"'"_s, QChar(0x0301) }, { u"^"_s, QChar(0x0302) }, { u"~"_s, QChar(0x0303) },
        { u"="_s, QChar(0x0304) }, { u"u"_s, QChar(0x0306) }, { u"."_s, QChar(0x0307) }, { u"\""_s, QChar(0x0308) }, { u"r"_s, QChar(0x030A) },
        { u"H"_s, QChar(0x030B) }, { u"v"_s, QChar(0x030C) }, { u"d"_s, QChar(0x0323) }, { u"c"_s, QChar(0x0327) }, { u"k"_s, QChar(0x0328) }, { u"b"_s, QChar(0x0331) },
        { u"G"_s, QChar(0x030F) }, { u"f"_s, QChar(0x0311) } };
    return all.value(command);
}

const QHash<QString, QString> &symbols()
{
    static const QHash<QString, QString> all { { u"ss"_s, u"ß"_s }, { u"o"_s, u"ø"_s }, { u"O"_s, u"Ø"_s }, { u"l"_s, u"ł"_s }, { u"L"_s, u"Ł"_s }, { u"ae"_s, u"æ"_s },
        { u"AE"_s, u"Æ"_s }, { u"oe"_s, u"œ"_s }, { u"OE"_s, u"Œ"_s }, { u"aa"_s, u"å"_s }, { u"AA"_s, u"Å"_s }, { u"i"_s, u"ı"_s }, { u"j"_s, u"ȷ"_s }, { u"dh"_s, u"ð"_s },
        { u"DH"_s, u"Ð"_s }, { u"th"_s, u"þ"_s }, { u"TH"_s, u"Þ"_s }, { u"dj"_s, u"đ"_s }, { u"DJ"_s, u"Đ"_s }, { u"ng"_s, u"ŋ"_s }, { u"NG"_s, u"Ŋ"_s },
        { u"textendash"_s, u"–"_s }, { u"textemdash"_s, u"—"_s }, { u"textquoteleft"_s, u"‘"_s }, { u"textquoteright"_s, u"’"_s }, { u"textquotedblleft"_s, u"“"_s },
        { u"textquotedblright"_s, u"”"_s }, { u"textbackslash"_s, u"\\"_s }, { u"textasciitilde"_s, u"~"_s }, { u"textasciicircum"_s, u"^"_s }, { u"textunderscore"_s, u"_"_s },
        { u"textasciigrave"_s, u"`"_s }, { u"textless"_s, u"<"_s }, { u"textgreater"_s, u">"_s }, { u"textbar"_s, u"|"_s }, { u"textbraceleft"_s, u"{"_s }, { u"textbraceright"_s, u"}"_s }, { u"textdollar"_s, u"$"_s },
        { u"ldots"_s, u"…"_s }, { u"dots"_s, u"…"_s }, { u"textellipsis"_s, u"…"_s }, { u"textregistered"_s, u"®"_s }, { u"texttrademark"_s, u"™"_s }, { u"copyright"_s, u"©"_s },
        { u"textcopyright"_s, u"©"_s }, { u"pounds"_s, u"£"_s }, { u"texteuro"_s, u"€"_s }, { u"euro"_s, u"€"_s }, { u"S"_s, u"§"_s }, { u"P"_s, u"¶"_s }, { u"dag"_s, u"†"_s },
        { u"textdegree"_s, u"°"_s }, { u"degree"_s, u"°"_s }, { u"textmu"_s, u"µ"_s }, { u"times"_s, u"×"_s }, { u"pm"_s, u"±"_s }, { u"leq"_s, u"≤"_s }, { u"le"_s, u"≤"_s },
        { u"geq"_s, u"≥"_s }, { u"ge"_s, u"≥"_s }, { u"approx"_s, u"≈"_s }, { u"sim"_s, u"∼"_s }, { u"infty"_s, u"∞"_s }, { u"to"_s, u"→"_s }, { u"rightarrow"_s, u"→"_s },
        { u"cdot"_s, u"·"_s }, { u"slash"_s, u"/"_s }, { u"guillemotleft"_s, u"«"_s }, { u"guillemotright"_s, u"»"_s }, { u"alpha"_s, u"α"_s }, { u"beta"_s, u"β"_s },
        { u"gamma"_s, u"γ"_s }, { u"delta"_s, u"δ"_s }, { u"epsilon"_s, u"ε"_s }, { u"zeta"_s, u"ζ"_s }, { u"eta"_s, u"η"_s }, { u"theta"_s, u"θ"_s }, { u"kappa"_s, u"κ"_s },
        { u"lambda"_s, u"λ"_s }, { u"mu"_s, u"μ"_s }, { u"nu"_s, u"ν"_s }, { u"xi"_s, u"ξ"_s }, { u"pi"_s, u"π"_s }, { u"rho"_s, u"ρ"_s }, { u"sigma"_s, u"σ"_s },
        { u"tau"_s, u"τ"_s }, { u"phi"_s, u"φ"_s }, { u"chi"_s, u"χ"_s }, { u"psi"_s, u"ψ"_s }, { u"omega"_s, u"ω"_s }, { u"Gamma"_s, u"Γ"_s }, { u"Delta"_s, u"Δ"_s },
        { u"Theta"_s, u"Θ"_s }, { u"Lambda"_s, u"Λ"_s }, { u"Pi"_s, u"Π"_s }, { u"Sigma"_s, u"Σ"_s }, { u"Phi"_s, u"Φ"_s }, { u"Psi"_s, u"Ψ"_s }, { u"Omega"_s, u"Ω"_s },
        { u"TeX"_s, u"TeX"_s }, { u"LaTeX"_s, u"LaTeX"_s } };
    return all;
}

/// Commands that only say how something looks.
bool isLook(const QString &command)
{
    static const QStringList all = u"emph textit textbf textsc textrm textsf texttt textsl textup textnormal text it bf em sc rm sf tt sl mathrm mathbf mathit mathcal mathbb "
                                    "mathsf ensuremath mbox hbox url href uppercase lowercase textsuperscript textsubscript underline protect noopsort relax selectfont "
                                    "natexlab left right limits displaystyle small footnotesize large enquote foreignlanguage MakeUppercase"_s.split(u' ');
    return all.contains(command);
}

class LatexScan {
public:
    LatexScan(const QString &tex, QStringList *unknown) : m_tex(tex), m_unknown(unknown) { }

    QString text()
    {
        QString out;
        out.reserve(m_tex.size());
        while (m_at < m_tex.size())
            step(out);
        if (!m_accent.isNull())
            out += m_accent;
        // Composed only where an accent was put on: other text stays as it was written.
        return (m_accented ? out.normalized(QString::NormalizationForm_C) : out).simplified();
    }

private:
    void step(QString &out)
    {
        const QChar c = m_tex.at(m_at++);
        switch (c.unicode()) {
        case u'{':
        case u'}':
        case u'$':
            return;
        case u'~':
            return put(out, u" "_s);
        case u'-':
            return dashes(out);
        case u'`':
        case u'\'':
            return quotes(out, c);
        case u'\\':
            return command(out);
        default:
            return put(out, QString(c));
        }
    }

    /// An accent waits for its letter; the dotless i under an accent is an i.
    void put(QString &out, QString text)
    {
        if (m_accent.isNull() || text.front().isSpace() || text.front().isSurrogate()) {
            out += text;
            return;
        }
        if (text == u"ı")
            text = u"i"_s;
        if (text == u"ȷ")
            text = u"j"_s;
        out += text.front();
        out += m_accent;
        out += QStringView(text).sliced(1);
        m_accent = QChar();
    }

    void dashes(QString &out)
    {
        int count = 1;
        while (count < 3 && m_at < m_tex.size() && m_tex.at(m_at) == u'-') {
            ++count;
            ++m_at;
        }
        put(out, count == 3 ? u"—"_s : count == 2 ? u"–"_s : u"-"_s);
    }

    void quotes(QString &out, QChar c)
    {
        const bool twice = m_at < m_tex.size() && m_tex.at(m_at) == c;
        m_at += twice;
        if (c == u'`')
            put(out, twice ? u"“"_s : u"‘"_s);
        else
            put(out, twice ? u"”"_s : u"'"_s);
    }

    void command(QString &out)
    {
        if (m_at >= m_tex.size())
            return put(out, u"\\"_s);
        const qsizetype from = m_at;
        const auto isLetter = [this] { return m_at < m_tex.size() && m_tex.at(m_at).unicode() < 128 && m_tex.at(m_at).isLetter(); };
        while (isLetter())
            ++m_at;
        if (m_at == from)
            ++m_at;
        const QString name = m_tex.mid(from, m_at - from);
        const bool isWord = name.front().isLetter();
        // White space after a command in letters belongs to it.
        while (isWord && m_at < m_tex.size() && m_tex.at(m_at).isSpace())
            ++m_at;
        if (const QChar mark = accent(name); !mark.isNull() && !(isWord && m_at >= m_tex.size())) {
            m_accent = mark;
            m_accented = true;
            while (m_at < m_tex.size() && m_tex.at(m_at).isSpace())
                ++m_at;
            return;
        }
        if (const auto symbol = symbols().constFind(name); symbol != symbols().cend())
            return put(out, *symbol);
        if (!isWord)
            return punctuation(out, name.front());
        if (!isLook(name) && m_unknown && m_unknown->size() < 10 && !m_unknown->contains(u'\\' + name))
            *m_unknown += u'\\' + name.left(40);
    }

    void punctuation(QString &out, QChar c)
    {
        if (c == u'\\' || c.isSpace())
            put(out, u" "_s);
        else if (c == u',' || c == u' ' || c == u';' || c == u':')
            put(out, u" "_s);
        else if (c != u'-' && c != u'/' && c != u'!' && c != u'(' && c != u')' && c != u'[' && c != u']')
            put(out, QString(c)); // \& \% \_ \$ \# \{ \}
    }

    const QString &m_tex;
    QStringList *m_unknown;
    qsizetype m_at = 0;
    QChar m_accent;
    bool m_accented = false;
};

} // namespace

QString fromLatex(const QString &tex, QStringList *unknown)
{
    return LatexScan(tex, unknown).text();
}

QString toLatex(const QString &text)
{
    QString out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        switch (c.unicode()) {
        case u'\\':
            out += u"{\\textbackslash}"_s;
            break;
        case u'{':
            out += u"{\\textbraceleft}"_s;
            break;
        case u'}':
            out += u"{\\textbraceright}"_s;
            break;
        case u'~':
            out += u"{\\textasciitilde}"_s;
            break;
        case u'^':
            out += u"{\\textasciicircum}"_s;
            break;
        case u'`':
            out += u"{\\textasciigrave}"_s;
            break;
        case u'$':
        case u'%':
        case u'&':
        case u'#':
        case u'_':
            out += u'\\';
            out += c;
            break;
        case u'-':
            // Two would become a dash.
            out += c;
            if (i + 1 < text.size() && text.at(i + 1) == u'-')
                out += u"{}"_s;
            break;
        case u'\'':
            out += c;
            if (i + 1 < text.size() && text.at(i + 1) == u'\'')
                out += u"{}"_s;
            break;
        default:
            out += c;
        }
    }
    return out;
}

QString plainFromLatex(const QString &tex)
{
    static const QRegularExpression escaped(u"\\\\([%#&_$~{}])"_s), command(u"\\\\(?:url|href|texttt|nolinkurl|path)\\s*"_s);
    QString text = tex;
    return text.remove(command).replace(escaped, u"\\1"_s).replace(u"{\\textunderscore}"_s, u"_"_s).remove(u'{').remove(u'}').remove(u'\\').trimmed();
}

} // namespace baton::formats
