#include "app/handover/recipes.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QRegularExpression>
#include <QtCore/QSet>

using namespace Qt::StringLiterals;

// Part of a static library, so it has to be named; outside any namespace.
static void initRecipes()
{
    Q_INIT_RESOURCE(recipes);
}

namespace baton::handover {

namespace {

// lupdate finds the context by this name.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Recipes)
};

QString shellQuoted(const QString &text)
{
    return u'\'' + QString(text).replace(u'\'', u"'\\''"_s) + u'\'';
}

// A JSON string is a literal in JavaScript, Python, Java and C# alike; beyond ASCII goes in as \u, so that no file depends on
// an encoding.
QString literal(const QString &text)
{
    const QString json = QString::fromUtf8(QJsonDocument(QJsonArray { text }).toJson(QJsonDocument::Compact));
    QString out;
    for (const QChar c : json.sliced(1, json.size() - 2)) {
        if (c.unicode() < 0x7f)
            out += c;
        else
            out += u"\\u%1"_s.arg(uint(c.unicode()), 4, 16, QLatin1Char('0'));
    }
    return out;
}

QString compactJson(const QJsonObject &json)
{
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

/// Keeps the blocks that apply: @@name@@ … @@end@@, in one line or around whole lines.
QString chosen(QString text, const QSet<QString> &conditions)
{
    static const QRegularExpression block(u"@@(ec|rsa|key|passphrase|aud|noaud|without-ec)@@(\\n?)(.*?)@@end@@(\\n?)"_s, QRegularExpression::DotMatchesEverythingOption);
    for (auto match = block.match(text); match.hasMatch(); match = block.match(text)) {
        const bool wholeLines = !match.captured(2).isEmpty();
        const QString kept = conditions.contains(match.captured(1)) ? match.captured(3) : QString();
        text.replace(match.capturedStart(), match.capturedLength(), kept + (wholeLines ? QString() : match.captured(4)));
    }
    return text;
}

class Filler {
public:
    explicit Filler(const RecipeFacts &facts)
    {
        using jose::KeyAlg;
        m_conditions.insert(facts.alg == KeyAlg::EcdhEsA256Kw ? u"ec"_s : facts.alg == KeyAlg::RsaOaep256 ? u"rsa"_s : u"passphrase"_s);
        if (facts.alg != KeyAlg::Pbes2Hs512A256Kw)
            m_conditions.insert(u"key"_s);
        if (facts.alg != KeyAlg::EcdhEsA256Kw)
            m_conditions.insert(u"without-ec"_s);
        m_conditions.insert(facts.secondClientId.isEmpty() ? u"noaud"_s : u"aud"_s);
        const QString sender = compactJson(facts.senderKey.publicPart().withKid({}).toPublicJson());
        m_values = { { u"SENDER"_s, sender }, { u"SENDER_JSON"_s, literal(sender) }, { u"ROUNDS"_s, u"600,000"_s }, { u"RECIPIENT"_s, facts.recipientThumbprint } };
        add(u"FILE"_s, facts.fileName);
        add(u"RECIPIENT"_s, facts.recipientThumbprint);
        add(u"ALG"_s, jose::keyAlgName(facts.alg));
        add(u"ISSUER"_s, facts.environment.issuer);
        add(u"ENDPOINT"_s, facts.environment.tokenEndpoint().toString(QUrl::FullyEncoded));
        add(u"FROM"_s, facts.originalClientId);
        add(u"AUD"_s, facts.secondClientId);
    }

    QString fill(const QString &resource) const
    {
        initRecipes();
        QFile file(u":/baton/recipes/"_s + resource);
        if (!file.open(QIODevice::ReadOnly))
            return {};
        const QString text = chosen(QString::fromUtf8(file.readAll()), m_conditions);
        // One pass, so that nothing that was filled in is looked at again.
        static const QRegularExpression place(u"@@([A-Z_]+)@@"_s);
        QString out;
        qsizetype from = 0;
        for (auto it = place.globalMatch(text); it.hasNext();) {
            const auto match = it.next();
            out += text.sliced(from, match.capturedStart() - from) + m_values.value(match.captured(1));
            from = match.capturedEnd();
        }
        return out + text.sliced(from);
    }

private:
    void add(const QString &name, const QString &value)
    {
        m_values.insert(name + u"_SH"_s, shellQuoted(value));
        m_values.insert(name + u"_JSON"_s, literal(value));
    }

    QSet<QString> m_conditions;
    QHash<QString, QString> m_values;
};

QString joseWords(jose::KeyAlg alg)
{
    switch (alg) {
    case jose::KeyAlg::RsaOaep256:
        return Words::tr("The José command line (version 11) does not unwrap RSA-OAEP-256. Python opens the outer layer here, José checks the signature.");
    case jose::KeyAlg::Pbes2Hs512A256Kw:
        return Words::tr("The José command line (version 11) refuses passphrases of more than 32,768 rounds, and this package has 600,000. Python opens the outer layer here, José checks the signature.");
    case jose::KeyAlg::EcdhEsA256Kw:
        break;
    }
    return Words::tr("In Debian: jose and jq. Put your private key beside it as my-key.jwk.");
}

} // namespace

QList<Recipe> recipesFor(const RecipeFacts &facts)
{
    const Filler filler(facts);
    const bool passphrase = facts.alg == jose::KeyAlg::Pbes2Hs512A256Kw;
    const QString key = passphrase ? Words::tr("It asks for the passphrase.") : Words::tr("Put your private key beside it as my-key.jwk.");
    const auto recipe = [&filler](const char *id, const QString &title, const QString &fileName, const QString &words) {
        return Recipe { QString::fromLatin1(id), title, fileName, words, filler.fill(fileName + u".in"_s) };
    };
    return {
        recipe("jose", Words::tr("José command line"), u"open-jose.sh"_s, joseWords(facts.alg)),
        recipe("node", Words::tr("Node.js"), u"open-node.mjs"_s, Words::tr("Node.js 20 or newer with the npm package jose. %1").arg(key)),
        recipe("python", Words::tr("Python"), u"open-python.py"_s, Words::tr("Python 3 with jwcrypto; in Debian python3-jwcrypto. %1").arg(key)),
        recipe("java", Words::tr("Java"), u"OpenPackage.java"_s, Words::tr("Java 17 or newer with Nimbus JOSE+JWT 9.40 or newer. Baton’s tests run it only where that library is. %1").arg(key)),
        recipe("dotnet", Words::tr(".NET"), u"OpenPackage.cs"_s, Words::tr(".NET 8 or newer with jose-jwt 5. Baton’s tests do not run this one. %1").arg(key)),
        recipe("exchange", Words::tr("Exchange with curl"), u"exchange.sh"_s,
            Words::tr("Run it where one of the others left handover.json. It asks for the client secret and explains a refusal.")),
    };
}

} // namespace baton::handover
