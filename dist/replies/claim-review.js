/** https://schema.org/Rating: 1 is the worst, 5 the best; `alternateName` is the verdict in words. */
const RATINGS = {
    myth: { value: 1, name: 'False' },
    unsettled: { value: 3, name: 'Unsettled' },
    supported: { value: 5, name: 'Supported' },
};
/**
 * A claim as schema.org/ClaimReview. It has no `url` and no appearance: we publish no page for each claim, and an
 * address that is not there would be an invented one.
 */
export function claimReview(claim, knowledge) {
    const rating = RATINGS[claim.verdict];
    return {
        '@context': 'https://schema.org',
        '@type': 'ClaimReview',
        identifier: claim.id,
        claimReviewed: claim.claim,
        datePublished: claim.reviewed,
        inLanguage: 'en',
        author: { '@type': 'Organization', name: 'K2 Fact Check' },
        reviewRating: {
            '@type': 'Rating',
            ratingValue: rating.value,
            bestRating: 5,
            worstRating: 1,
            alternateName: rating.name,
            ratingExplanation: claim.fact,
        },
        itemReviewed: { '@type': 'Claim', text: claim.claim },
        citation: claim.citations.flatMap((citation) => {
            const source = knowledge.sourceById.get(citation.source);
            if (source === undefined)
                return [];
            return [
                {
                    '@type': 'CreativeWork',
                    name: source.title,
                    url: source.url,
                    ...(source.year === undefined ? {} : { datePublished: String(source.year) }),
                },
            ];
        }),
    };
}
