// Turns TypeScript types into JSON schemas as the checker sees them: generics, Omit and Pick are worked out already.
// Two things are loosened, because the types say less than is meant: an enum of bits stands for any sum of them, and
// a member that is undefined may be left out or hold anything. One is tightened: an identifier is text of digits.
// Objects stay open, since Discord adds members all the time; members that no type knows are a separate question.
import ts from "typescript";

const BITS = /Flags$/;
const SNOWFLAKE = "Snowflake";
const DIGITS = { type: "string", pattern: "^[0-9]+$" };
const LITERAL = ts.TypeFlags.StringLiteral | ts.TypeFlags.NumberLiteral;

/** `convert(type)` gives a schema; objects are collected in `schemas` and referred to. */
export function createConverter(checker) {
    const schemas = {};
    const names = new Map();

    function convert(type, declared) {
        if (type.flags & ts.TypeFlags.String && isNamed(declared, SNOWFLAKE)) {
            return DIGITS;
        }
        if (type.isUnion()) {
            return convertUnion(type.types, declared);
        }
        if (checker.isArrayType(type) || checker.isTupleType(type)) {
            return convertList(type, declared);
        }
        return convertPlain(type) ?? (type.flags & LITERAL ? convertLiterals([type]) : refer(type));
    }

    function convertPlain(type) {
        const { flags } = type;
        if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Undefined)) {
            return {};
        }
        if (flags & ts.TypeFlags.Never) {
            return { not: {} };
        }
        if (flags & ts.TypeFlags.Null) {
            return { type: "null" };
        }
        if (flags & (ts.TypeFlags.String | ts.TypeFlags.TemplateLiteral)) {
            return { type: "string" };
        }
        if (flags & ts.TypeFlags.Number) {
            return { type: "number" };
        }
        if (flags & ts.TypeFlags.BooleanLiteral) {
            return { type: "boolean", enum: [checker.typeToString(type) === "true"] };
        }
        return flags & ts.TypeFlags.Boolean ? { type: "boolean" } : undefined;
    }

    /** Literals together, `true | false` as one, everything else a branch of its own. */
    function convertUnion(types, declared) {
        const values = types.filter((type) => type.flags & LITERAL);
        const truths = types.filter((type) => type.flags & ts.TypeFlags.BooleanLiteral);
        const rest = types.filter((type) => !values.includes(type) && !(truths.length === 2 && truths.includes(type)));
        const branches = rest.filter((type) => canBe(checker, type)).map((type) => convert(type, declared));
        if (values.length > 0) {
            branches.push(convertLiterals(values));
        }
        if (truths.length === 2) {
            branches.push({ type: "boolean" });
        }
        return branches.length === 1 ? branches[0] : { anyOf: branches };
    }

    function convertLiterals(types) {
        return types.some((type) => isBits(checker, type)) ? { type: "integer", minimum: 0 } : { enum: [...new Set(types.map((type) => type.value))] };
    }

    function convertList(type, declared) {
        const parts = checker.getTypeArguments(type);
        if (checker.isTupleType(type)) {
            const prefixItems = parts.map((part) => convert(part));
            return { type: "array", prefixItems, minItems: parts.length, maxItems: parts.length };
        }
        return { type: "array", items: convert(parts[0], elementOf(declared)) };
    }

    /** A reference to an object's schema; one that is being made already is referred to as well. */
    function refer(type) {
        if (!names.has(type)) {
            const name = freshName(type);
            names.set(type, name);
            schemas[name] = {};
            schemas[name] = convertObject(type);
        }
        return { $ref: `#/components/schemas/${names.get(type)}` };
    }

    function freshName(type) {
        const named = type.aliasSymbol ?? type.symbol ?? type.types?.find((part) => part.symbol)?.symbol;
        const stem = named?.name.replaceAll(/\W/g, "") || "type";
        let name = stem;
        for (let number = 2; name in schemas; number += 1) {
            name = `${stem}_${number}`;
        }
        return name;
    }

    function convertObject(type) {
        const properties = {};
        const required = [];
        for (const property of checker.getPropertiesOfType(type)) {
            const kind = checker.getTypeOfSymbol(property);
            properties[property.name] = convert(kind, property.valueDeclaration?.type);
            if (!mayBeAbsent(property, kind)) {
                required.push(property.name);
            }
        }
        const index = checker.getIndexTypeOfType(type, ts.IndexKind.String);
        return { type: "object", properties, required, ...(index && { additionalProperties: convert(index) }) };
    }

    return { convert, schemas };
}

/** False for undefined, and for intersections of kinds that exclude each other: the checker gives those no members. */
function canBe(checker, type) {
    if (!type.isIntersection()) {
        return !(type.flags & ts.TypeFlags.Undefined);
    }
    const isEmpty = checker.getPropertiesOfType(type).length === 0;
    return !isEmpty || type.types.every((part) => checker.getPropertiesOfType(part).length === 0);
}

/** True for an enum of bits; one with a single member is named by that member's parent. */
function isBits(checker, literal) {
    const symbols = [checker.getBaseTypeOfLiteralType(literal).symbol, literal.symbol?.parent];
    return symbols.some((symbol) => BITS.test(symbol?.name ?? ""));
}

function mayBeAbsent(property, type) {
    const parts = type.isUnion() ? type.types : [type];
    const nothing = ts.TypeFlags.Undefined | ts.TypeFlags.Never;
    return Boolean(property.flags & ts.SymbolFlags.Optional) || parts.some((part) => part.flags & nothing);
}

/** How the entries of a declared list are declared. */
function elementOf(node) {
    const lists = node && ts.isUnionTypeNode(node) ? node.types.filter(ts.isArrayTypeNode) : [node];
    return lists[0] && ts.isArrayTypeNode(lists[0]) ? lists[0].elementType : undefined;
}

/** True when a declaration says this name, alone or beside others. */
function isNamed(node, name) {
    if (node && ts.isUnionTypeNode(node)) {
        return node.types.some((part) => isNamed(part, name));
    }
    return Boolean(node && ts.isTypeReferenceNode(node)) && node.typeName.getText() === name;
}
