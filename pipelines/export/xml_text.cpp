#include "pipelines/export/xml_text.h"

#include <sstream>

#include "engine/base/text.h"

namespace palimpsest {

std::string xmlText(std::string_view text)
{
    const std::string valid = withValidUtf8(text);
    std::string kept;
    kept.reserve(valid.size());
    for (std::size_t at = 0; at < valid.size();) {
        const std::size_t size = utf8SymbolBytes(std::string_view(valid).substr(at));
        const std::string_view symbol = std::string_view(valid).substr(at, size);
        const bool control = size == 1 && static_cast<unsigned char>(symbol[0]) < 0x20 && symbol != "\t"
            && symbol != "\n" && symbol != "\r";
        const bool noCharacter = symbol == "\xEF\xBF\xBE" || symbol == "\xEF\xBF\xBF"; // U+FFFE, U+FFFF
        if (!control && !noCharacter)
            kept.append(symbol);
        at += size;
    }
    return kept;
}

pugi::xml_node appendText(pugi::xml_node parent, const char* name, std::string_view text)
{
    pugi::xml_node node = parent.append_child(name);
    node.append_child(pugi::node_pcdata).set_value(xmlText(text).c_str());
    return node;
}

void setAttribute(pugi::xml_node node, const char* name, std::string_view value)
{
    node.append_attribute(name).set_value(xmlText(value).c_str());
}

void setAttribute(pugi::xml_node node, const char* name, long long value)
{
    node.append_attribute(name).set_value(value);
}

void declareXml(pugi::xml_document& document)
{
    pugi::xml_node declaration = document.append_child(pugi::node_declaration);
    setAttribute(declaration, "version", "1.0");
    setAttribute(declaration, "encoding", "UTF-8");
}

std::string xmlFile(const pugi::xml_document& document)
{
    std::ostringstream stream;
    document.save(stream, " ", pugi::format_default, pugi::encoding_utf8);
    return stream.str();
}

} // namespace palimpsest
