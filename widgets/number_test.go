package widgets

import (
	"math"
	"testing"
	"time"
)

func TestNumbers(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Count(4812), "4\u2009812"}, {Count(-1234567), "−1\u2009234\u2009567"}, {Count(999), "999"}, {Count(0), "0"},
		{Fixed(-0.7, 2), "−0.70"}, {Fixed(-0.001, 2), "0.00"}, {Fixed(1234.5, 1), "1\u2009234.5"},
		{Value(0.0107), "0.0107"}, {Value(1.5237), "1.52"}, {Value(312.4), "312"}, {Value(12.34), "12.3"},
		{Value(0.00012), "0.00012"}, {Value(0), "0"}, {Value(math.NaN()), "–"}, {Value(math.Inf(1)), "infinite"},
		{Value(1.2e-7), "1.2e−7"}, {Value(3e9), "3e9"},
		{Percent(0.9936), "99.4 %"}, {Percent(1), "100 %"}, {Percent(0), "0.0 %"}, {Percent(math.NaN()), "–"},
		{Duration(23 * time.Second), "0:23"}, {Duration(171 * time.Second), "2:51"}, {Duration(3731 * time.Second), "1:02:11"},
	} {
		if c.got != c.want {
			t.Errorf("%q, not %q", c.got, c.want)
		}
	}
}
