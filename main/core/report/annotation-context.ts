import type { Json } from '../canonical.ts'

const oa = 'http://www.w3.org/ns/oa#'
const dc = 'http://purl.org/dc/elements/1.1/'
const dcterms = 'http://purl.org/dc/terms/'

/**
 * The terms of the Web Annotation vocabulary that a report uses, for readers without a network. It stands in for
 * http://www.w3.org/ns/anno.jsonld and maps each term to the same address.
 */
export const bundledContext: Json = {
  '@context': {
    oa,
    dc,
    dcterms,
    as: 'http://www.w3.org/ns/activitystreams#',
    foaf: 'http://xmlns.com/foaf/0.1/',
    xsd: 'http://www.w3.org/2001/XMLSchema#',
    rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
    id: { '@type': '@id', '@id': '@id' },
    type: { '@type': '@id', '@id': '@type' },
    Annotation: 'oa:Annotation',
    AnnotationPage: 'as:OrderedCollectionPage',
    TextualBody: 'oa:TextualBody',
    SpecificResource: 'oa:SpecificResource',
    FragmentSelector: 'oa:FragmentSelector',
    SvgSelector: 'oa:SvgSelector',
    TimeState: 'oa:TimeState',
    Video: 'http://purl.org/dc/dcmitype/MovingImage',
    Person: 'foaf:Person',
    Software: 'as:Application',
    items: { '@type': '@id', '@id': 'as:items', '@container': '@list' },
    motivation: { '@type': '@vocab', '@id': 'oa:motivatedBy' },
    purpose: { '@type': '@vocab', '@id': 'oa:hasPurpose' },
    commenting: 'oa:commenting',
    classifying: 'oa:classifying',
    tagging: 'oa:tagging',
    body: { '@type': '@id', '@id': 'oa:hasBody' },
    target: { '@type': '@id', '@id': 'oa:hasTarget' },
    source: { '@type': '@id', '@id': 'oa:hasSource' },
    selector: { '@type': '@id', '@id': 'oa:hasSelector' },
    state: { '@type': '@id', '@id': 'oa:hasState' },
    conformsTo: { '@type': '@id', '@id': 'dcterms:conformsTo' },
    value: 'rdf:value',
    format: 'dc:format',
    name: 'foaf:name',
    created: { '@id': 'dcterms:created', '@type': 'xsd:dateTime' },
    creator: { '@type': '@id', '@id': 'dcterms:creator' },
    generator: { '@type': '@id', '@id': 'as:generator' },
    sourceDate: { '@id': 'oa:sourceDate', '@type': 'xsd:dateTime' },
  },
}
