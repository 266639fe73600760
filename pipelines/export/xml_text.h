#pragma once
// What the XML writers share: text that XML 1.0 can hold, and a document as the bytes of a file.

#include <string>
#include <string_view>

#include <pugixml.hpp>

namespace palimpsest {

// Valid UTF-8 without the characters that XML 1.0 forbids.
std::string xmlText(std::string_view text);

// <name>text</name> below `parent`.
pugi::xml_node appendText(pugi::xml_node parent, const char* name, std::string_view text);
void setAttribute(pugi::xml_node node, const char* name, std::string_view value);
void setAttribute(pugi::xml_node node, const char* name, long long value);

// <?xml version="1.0" encoding="UTF-8"?>, to be called before anything else is appended.
void declareXml(pugi::xml_document& document);
std::string xmlFile(const pugi::xml_document& document);

} // namespace palimpsest
