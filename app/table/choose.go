package table

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Choose returns the indices of the columns that a list names, in its order: names with commas between them, in
// quotation marks where they have commas themselves; numbers from 1 and ranges of them, as in 1-3; of an .npz file also
// an array for all its columns. A name goes before a number. Behind each may stand what it holds, as in size:labels or
// 3:numbers; as has these.
func (h *Head) Choose(list string) (chosen []int, as map[int]Kind, err error) {
	r := csv.NewReader(strings.NewReader(list))
	r.TrimLeadingSpace, r.LazyQuotes = true, true
	words, err := r.Read()
	if err != nil {
		return nil, nil, fmt.Errorf("%q names no columns; %s", list, h.Have())
	}
	as = map[int]Kind{}
	for _, word := range words {
		word = strings.Join(strings.Fields(word), " ")
		found := h.named(word)
		kind := Empty // nothing is said
		if found == nil {
			for k, end := range holds {
				if rest, ok := strings.CutSuffix(word, end); ok {
					word, kind = rest, k
				}
			}
			found = h.named(word)
		}
		if found == nil {
			if found, err = h.numbered(word); err != nil {
				return nil, nil, err
			}
		}
		for _, c := range found {
			if kind != Empty {
				as[c] = kind
			}
			if slices.Contains(chosen, c) {
				return nil, nil, fmt.Errorf("column %s is named twice", h.Titles[c].Name)
			}
			chosen = append(chosen, c)
		}
	}
	return chosen, as, nil
}

// holds are the words for what a column holds.
var holds = map[Kind]string{Numbers: ":numbers", Texts: ":labels"}

// named returns the column of that name, or the columns of that array.
func (h *Head) named(word string) []int {
	var array []int
	for i, t := range h.Titles {
		if t.Name == word {
			return []int{i}
		}
		if t.Array == word && word != "" {
			array = append(array, i)
		}
	}
	return array
}

// numbered returns the columns of a number or of a range.
func (h *Head) numbered(word string) ([]int, error) {
	a, b, ranged := strings.Cut(word, "-")
	from, err := strconv.Atoi(strings.TrimSpace(a))
	to := from
	if err == nil && ranged {
		to, err = strconv.Atoi(strings.TrimSpace(b))
	}
	if err != nil {
		return nil, fmt.Errorf("there is no column %q; %s", word, h.Have())
	}
	if from < 1 || to < from || to > len(h.Titles) {
		return nil, fmt.Errorf("there are no columns %s; they are numbered from 1 to %d", word, len(h.Titles))
	}
	var found []int
	for c := from - 1; c < to; c++ {
		found = append(found, c)
	}
	return found, nil
}

// Have lists the columns.
func (h *Head) Have() string {
	const most = 40
	var names []string
	for _, t := range h.Titles {
		if len(names) == most {
			names = append(names, fmt.Sprintf("and %d more", len(h.Titles)-most))
			break
		}
		names = append(names, t.Name)
	}
	return "the columns are: " + strings.Join(names, ", ")
}
