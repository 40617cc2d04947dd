package own

import (
	"fmt"
	"time"
)

// Report says what was made of the data, in words for the user.
type Report struct {
	Read, Used, Held int      // rows: of the file, without the dropped ones, and of these held out
	Notes            []string // what was found and done
	Warnings         []string // what to be careful about
	Either           []Either // columns of numbers that may as well be labels
	// Kept is when the answers of a simulator were kept that were not asked for again; zero for none.
	Kept time.Time
}

// Either is a column of numbers that may as well be labels, and what it was taken for.
type Either struct {
	Name   string
	Labels bool
}

func (r *Report) note(format string, a ...any) { r.Notes = append(r.Notes, fmt.Sprintf(format, a...)) }
func (r *Report) warn(format string, a ...any) {
	r.Warnings = append(r.Warnings, fmt.Sprintf(format, a...))
}

// Limits on the number of rows. Fewer than fewest cannot be split into rows that train and rows that judge; with fewer
// than few a network learns the rows rather than what is behind them.
const (
	fewest = 50
	few    = 1000
)

// enough refuses too few rows and warns of few; where says where values are missing.
func (r *Report) enough(where string) error {
	switch {
	case r.Used < fewest && r.Used < r.Read:
		return fmt.Errorf("%s of %d have all the values that are needed; at least %d must (missing in %s)", count(r.Used, "row"), r.Read, fewest, where)
	case r.Used < fewest:
		return fmt.Errorf("there %s; to learn from them and to judge what was learned takes at least %d, better %d",
			are(r.Used, "row"), fewest, few)
	case r.Used < few:
		r.warn("%d rows are few: the network may learn them by heart; watch the rows held out, and train for fewer steps", r.Used)
	}
	return nil
}

// count is a number of things in words.
func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

func are(n int, thing string) string {
	if n == 1 {
		return "is 1 " + thing
	}
	return fmt.Sprintf("are %d %ss", n, thing)
}
