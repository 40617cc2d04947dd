package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"innlab/scenes"
)

// parseY reads a measurement typed as numbers with commas between them.
func parseY(text string, s *scenes.Setup) ([]float64, error) {
	y, err := numbers(text)
	if err != nil {
		return nil, usagef("-y: %w", err)
	}
	if len(y) != len(s.Y) {
		have := fmt.Sprintf("%d numbers", len(y))
		if len(y) == 1 {
			have = "1 number"
		}
		err := fmt.Errorf("-y has %s, but y of set-up %s has %d: %s", have, s.Name, len(s.Y),
			strings.Join(names(s.Y, func(a scenes.Axis) string { return a.Name }), ","))
		if n := s.Problem.Labels; n > 0 && len(y) == 1 && y[0] >= 0 && y[0] < float64(n) && y[0] == math.Trunc(y[0]) {
			err = fmt.Errorf("%w; label %g is -y %s", err, y[0], list(scenes.OneHot(int(y[0]), n)))
		}
		return nil, usageError{err}
	}
	return y, nil
}

// numbers reads finite numbers with commas between them.
func numbers(text string) ([]float64, error) {
	var all []float64
	for i, word := range strings.Split(text, ",") {
		v, err := strconv.ParseFloat(strings.TrimSpace(word), 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, fmt.Errorf("number %d is %q, not a finite number", i+1, strings.TrimSpace(word))
		}
		all = append(all, v)
	}
	return all, nil
}

// list writes numbers with commas between them.
func list(v []float64) string {
	var words []string
	for _, v := range v {
		words = append(words, strconv.FormatFloat(v, 'g', -1, 64))
	}
	return strings.Join(words, ",")
}
