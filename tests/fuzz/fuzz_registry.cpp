#include "app/practice/control.h"
#include "app/practice/registrycore.h"
#include "tests/fuzz/httpinput.h"

using namespace baton;

namespace {

const QByteArray kState = R"({"clients":[{"id":"APP-0123456789ABCDEF","name":"C","secret":"open-sesame","redirect-uris":["http://127.0.0.1:9761/callback"]}],
"researchers":[{"orcid":"0000-0002-1825-0097","given":"J","generated-works":1},{"orcid":"0000-0001-5109-3700","given":"A","state":"locked"}],
"permissions":{"tokens":[{"value":"t","refresh":"r","client":"APP-0123456789ABCDEF","researcher":"0000-0002-1825-0097","scopes":["openid","/activities/update",
"/read-limited"],"issued":"2026-11-23T14:06:00Z","expires":"2046-11-23T14:06:00Z"}],"codes":[{"code":"abc123","client":"APP-0123456789ABCDEF",
"researcher":"0000-0002-1825-0097","redirect-uri":"http://127.0.0.1:9761/callback","scopes":["openid"],"expires":"2046-11-23T14:06:00Z"}]}})";

/// The registry without its server, and the control API with the key "k".
struct House {
    practice::PracticeClock clock;
    std::unique_ptr<practice::RegistryCore> core;
    practice::RequestLog log;
    std::unique_ptr<practice::ControlApi> control;

    House()
    {
        qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &) {}); // timers need an application
        practice::Options options;
        options.state = kState;
        const jose::Jwk key = jose::Jwk::generateRsa().withKid(QStringLiteral("k")).withAlg(QStringLiteral("RS256"));
        auto made = practice::RegistryCore::create(QStringLiteral("http://h"), QStringLiteral("http://h/v3.0"), { key, {} }, options, clock);
        if (!made)
            std::abort();
        core = std::move(*made);
        control = std::make_unique<practice::ControlApi>(Secret(QByteArray("k")), clock, log,
            practice::ControlActions { [] {}, [] { return QJsonObject(); }, [this] { return core->reset(); }, [this] { return core->saveState(); },
                [this](const QByteArray &state) { return core->loadState(state); } });
    }
};

} // namespace

/// A whole request to anything the registry serves: pages, forms, OAuth, control API.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static House house;
    auto [head, body] = fuzz::headAndBody(fuzz::view(data, size));
    practice::GateRules rules;
    rules.hosts = { "h" };
    practice::Head checked;
    head += "\nhost: h";
    if (practice::checkHead(head, rules, &checked))
        return 0;
    const practice::HttpRequest request = fuzz::requestOf(head, body);
    const bool forControl = practice::ControlApi::isFor(request.path);
    const auto response = forControl ? house.control->handle(request, house.core->faults()) : house.core->handle(request);
    if (response.status < 200 || response.status > 599)
        std::abort();
    if (forControl && request.bearer() != "k" && response.status != 401)
        std::abort();
    // Each input meets the same registry, whatever came before.
    if (request.method != "GET" && request.method != "OPTIONS" && !house.core->reset())
        std::abort();
    return 0;
}
