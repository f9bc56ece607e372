export type Database = {
  public: {
    Tables: {
      orders: {
        Row: { id: string; note: string | null };
        Insert: { id?: string; note?: string | null };
        Update: { id?: string; note?: string | null };
        Relationships: [];
      };
    };
    Views: Record<never, never>;
    Functions: Record<never, never>;
    Enums: Record<never, never>;
    CompositeTypes: Record<never, never>;
  };
};
